using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WardOps.Core.Devices.Names;

/// <summary>Keeps the addresses of named devices fresh, outside the echo loop: what changes comes to it as a new catalog. A resolver that hangs delays names only.</summary>
public sealed class NameResolver(
    DeviceCatalog catalog,
    HostNames names,
    INameLookup lookup,
    IOptions<NameOptions> options,
    TimeProvider time,
    ILogger<NameResolver> logger) : BackgroundService
{
    // The system's resolver blocks a thread for each question; more at once would starve the rest of the application.
    private const int AtOnce = 32;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_look, time);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception ex) when (ex is not OperationCanceledException)
            {
                logger.ResolverFailed(ex);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>Asks for every name whose time has come, and swaps the catalog if an address has changed.</summary>
    internal async Task RefreshAsync(CancellationToken cancellation)
    {
        var all = catalog.Current.Devices.Where(d => d.Enabled).Select(d => d.HostName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        names.Keep(all);
        var due = all.Where(name => names[name].NextAt <= time.GetUtcNow()).ToList();
        if (due.Count > 0)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, AskAsync).ConfigureAwait(false);
        }

        if (catalog.Current.Devices.Any(d => d.HostName is { } name && !Equals(d.Address, names[name].Address)))
        {
            catalog.Update(was => was.Devices.Select(d => d.HostName is { } name ? d with { Address = names[name].Address } : d));
        }
    }

    private async ValueTask AskAsync(string name, CancellationToken cancellation)
    {
        var was = names[name];
        try
        {
            var answers = await lookup.FindAsync(name, cancellation).WaitAsync(options.Value.Timeout, time, cancellation).ConfigureAwait(false);
            names[name] = NameRules.Resolved(was, answers, time.GetUtcNow(), options.Value);
        }
        catch (Exception ex) when (ex is SocketException or TimeoutException or ArgumentException)
        {
            names[name] = NameRules.Failed(was, ex.Message, time.GetUtcNow(), options.Value);
        }

        if (!Equals(was.Address, names[name].Address))
        {
            logger.NameMoved(name, was.Address, names[name].Address, names[name].Problem);
        }
    }
}
