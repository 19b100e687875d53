namespace WardOps.Core.History.Victoria.Transport;

/// <summary>An address as the operator wrote it, taken apart.</summary>
/// <param name="Base">Ends with a slash, else relative paths would replace its last part; holds no user and no password.</param>
/// <param name="Credentials">From the user info; none if there is none.</param>
internal sealed record ServerAddress(Uri Base, VictoriaCredentials Credentials)
{
    /// <summary>Reads an address and says what is wrong with it.</summary>
    /// <param name="key">The setting, for the words.</param>
    /// <param name="text">What was written.</param>
    /// <param name="faults">Takes what is wrong; never a secret.</param>
    /// <returns>Null if something is wrong.</returns>
    public static ServerAddress? Read(string key, string text, ICollection<string> faults)
    {
        var before = faults.Count;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            faults.Add($"{key} must be an address such as http://victoria:8428; it is '{SafeUrl.Text(text)}'.");
            return null;
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            faults.Add($"{key} must have no ? and no # in it; it is '{SafeUrl.Text(text)}'.");
        }

        var credentials = CredentialsOf(key, uri, faults);
        if (faults.Count > before)
        {
            return null;
        }

        var plain = new UriBuilder(uri) { UserName = "", Password = "" }.Uri;
        return new ServerAddress(new Uri(plain.AbsoluteUri.TrimEnd('/') + "/"), credentials);
    }

    private static VictoriaCredentials CredentialsOf(string key, Uri uri, ICollection<string> faults)
    {
        if (uri.UserInfo.Length == 0)
        {
            return VictoriaCredentials.None;
        }

        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == uri.UserInfo.Length - 1)
        {
            faults.Add($"{key} has a user without a password, or a password without a user: write http://user:password@host, with both percent-encoded.");
            return VictoriaCredentials.None;
        }

        var user = Uri.UnescapeDataString(uri.UserInfo[..colon]);
        var password = Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]);
        if (user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl) || password.Any(char.IsControl))
        {
            faults.Add($"{key} has a user with a colon, or a user or password with a control character in it.");
            return VictoriaCredentials.None;
        }

        return VictoriaCredentials.Basic(user, password);
    }
}
