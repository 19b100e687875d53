using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace WardOps.Core.History.Victoria;

/// <summary>Which VictoriaMetrics, how to be let in, and how long to wait for it.</summary>
public sealed class VictoriaOptions
{
    /// <summary>Base address of a single server, or of a proxy before a cluster; null if WardOps runs its own. <c>VICTORIA_URL</c>.</summary>
    public string? Url { get; set; }

    /// <summary>Base address of a cluster's vminsert. <c>VICTORIA_INSERT_URL</c>.</summary>
    public string? InsertUrl { get; set; }

    /// <summary>Base address of a cluster's vmselect. <c>VICTORIA_SELECT_URL</c>.</summary>
    public string? SelectUrl { get; set; }

    /// <summary>Whose data it is in a cluster: "account" or "account:project", 0 if left out. <c>VICTORIA_TENANT</c>.</summary>
    public string? Tenant { get; set; }

    /// <summary>For basic authentication, together with a password. <c>VICTORIA_USERNAME</c>.</summary>
    public string? Username { get; set; }

    /// <summary>Not trimmed: a blank may belong to it. <c>VICTORIA_PASSWORD</c>.</summary>
    public string? Password { get; set; }

    /// <summary>Instead of user and password. <c>VICTORIA_BEARER_TOKEN</c>.</summary>
    public string? BearerToken { get; set; }

    /// <summary>How long a question may take up to the last byte of its answer: 1 second to 5 minutes. <c>History:QueryTimeout</c>.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether somebody else runs the server.</summary>
    public bool IsExternal => Url is not null || InsertUrl is not null || SelectUrl is not null;

    internal void Load(IConfiguration configuration, ICollection<string> unreadable)
    {
        Url = Text(configuration["VICTORIA_URL"]) ?? Url;
        InsertUrl = Text(configuration["VICTORIA_INSERT_URL"]) ?? InsertUrl;
        SelectUrl = Text(configuration["VICTORIA_SELECT_URL"]) ?? SelectUrl;
        Tenant = Text(configuration["VICTORIA_TENANT"]) ?? Tenant;
        Username = Secret(configuration["VICTORIA_USERNAME"]) ?? Username;
        Password = Secret(configuration["VICTORIA_PASSWORD"]) ?? Password;
        BearerToken = Secret(configuration["VICTORIA_BEARER_TOKEN"]) ?? BearerToken;
        if (Text(configuration["History:QueryTimeout"]) is { } timeout)
        {
            if (TimeSpan.TryParse(timeout, CultureInfo.InvariantCulture, out var length))
            {
                QueryTimeout = length;
            }
            else
            {
                unreadable.Add($"History:QueryTimeout must be a length of time such as 00:00:10; it is '{timeout}'.");
            }
        }
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string? Secret(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
