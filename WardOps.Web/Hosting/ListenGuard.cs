using System.Net;

namespace WardOps.Web.Hosting;

/// <summary>There is no sign-in yet, so WardOps listens on this machine only, unless somebody says that what stands before it is safe.</summary>
public static class ListenGuard
{
    /// <summary>Configuration key (and environment variable) that permits other addresses.</summary>
    public const string Permission = "WARDOPS_ALLOW_REMOTE";

    /// <exception cref="InvalidOperationException">An address is not a loopback address, and that is not permitted.</exception>
    public static void Demand(IConfiguration configuration)
    {
        if (configuration.GetValue<bool>(Permission))
        {
            return;
        }

        var refused = Addresses(configuration).Where(a => !IsLoopback(a)).ToList();
        if (refused.Count > 0)
        {
            throw new InvalidOperationException(
                $"WardOps has no sign-in yet and listens on this machine only, but was told to listen on {string.Join(", ", refused)}. "
                + "Use http://localhost:8080, or set WARDOPS_ALLOW_REMOTE=true (and AllowedHosts to the name people type) if a firewall or a proxy with sign-in stands before it.");
        }
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration)
        => (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>());

    private static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
