namespace WardOps.Core.History.Victoria.Transport;

/// <summary>Addresses that operators write, fit to be shown: what may be a secret is masked, also where the text is no address at all.</summary>
internal static class SafeUrl
{
    public static string Text(string written)
    {
        var text = written;
        // Up to the last @: a password with an @ or a slash that was not escaped must not show either.
        if (text.LastIndexOf('@') is > -1 and var at)
        {
            var scheme = text.IndexOf("://", StringComparison.Ordinal);
            text = (scheme >= 0 && scheme < at ? text[..(scheme + 3)] : "") + "***" + text[at..];
        }

        return text.IndexOf('?', StringComparison.Ordinal) is > -1 and var query ? text[..(query + 1)] + "***" : text;
    }

    /// <summary>Where an answer sends its reader, without what a login page likes to carry along.</summary>
    public static string Place(Uri? location)
        => location is null ? "nowhere"
            : location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Path).Replace($"{location.UserInfo}@", "", StringComparison.Ordinal)
            : location.OriginalString.Split('?', '#')[0];
}
