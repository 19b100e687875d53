using System.Net.Http.Headers;
using System.Text;

namespace WardOps.Core.History.Victoria.Transport;

/// <summary>How WardOps is let in. Its words never hold the secret: not in logs, not in errors, not in a debugger's view of a record.</summary>
internal sealed class VictoriaCredentials
{
    private readonly string[] _secrets;

    private VictoriaCredentials(AuthenticationHeaderValue? header, params string[] secrets)
    {
        Header = header;
        _secrets = secrets;
    }

    public static VictoriaCredentials None { get; } = new(null);

    /// <summary>What goes with every request; null without credentials.</summary>
    public AuthenticationHeaderValue? Header { get; }

    public static VictoriaCredentials Basic(string user, string password)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        return new VictoriaCredentials(new AuthenticationHeaderValue("Basic", pair), pair, password);
    }

    public static VictoriaCredentials Bearer(string token) => new(new AuthenticationHeaderValue("Bearer", token), token);

    /// <summary>A text from elsewhere, without the secret: a proxy may put a request's headers into its error page.</summary>
    public string Scrub(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }

    public override string ToString() => Header is null ? "no credentials" : $"{Header.Scheme} ***";
}
