using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.History.Victoria;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Embedded;

/// <summary>Runs the victoria-metrics of WardOps: starts it, starts it again when it dies, stops it last. The start of WardOps never waits for it.</summary>
internal sealed class EmbeddedVictoria(
    IOptions<HistoryOptions> options,
    IOptions<ProbingOptions> probing,
    VictoriaEndpoint endpoint,
    VictoriaClient client,
    VictoriaStatus status,
    TimeProvider time,
    ILogger<EmbeddedVictoria> logger) : BackgroundService
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly VictoriaFolders _folders = new(options.Value);
    private readonly OrphanReaper _orphans = new(time, logger);
    private volatile VictoriaProcess? _running;

    /// <summary>Process id of the server; null while none runs.</summary>
    public int? Pid => _running?.Pid;

    public override void Dispose()
    {
        // Only without a stop in good order, such as a host that failed to start.
        if (_running is { HasExited: false } left)
        {
            Signals.AskToEnd(left.Pid);
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = s_firstPause;
        status.Failed("VictoriaMetrics is starting.", "Wait a few seconds.");
        while (!stoppingToken.IsCancellationRequested)
        {
            var hasAnswered = false;
            try
            {
                hasAnswered = await RunOnceAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception ex)
            {
                logger.VictoriaNotStarted(ex);
                status.Failed($"VictoriaMetrics could not be started: {ex.Message}", $"Read {_folders.LogFile}; WardOps tries again by itself.");
            }

            pause = hasAnswered ? s_firstPause : Shorter(pause * 2, s_longestPause);
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>One run, from start to end; whether it ever answered.</summary>
    private async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        await _orphans.ReapAsync(_folders, stopping).ConfigureAwait(false);
        var binary = VictoriaBinary.Find(options.Value)
            ?? throw new FileNotFoundException("The victoria-metrics binary is gone; apt-get install victoria-metrics brings it back.");
        var port = VictoriaProcess.FreePort();
        logger.VictoriaStarting(binary, port, _folders.Storage);
        using var process = VictoriaProcess.Start(binary, _folders, options.Value.RetentionMonths, probing.Value.Interval, port);
        _running = process;
        try
        {
            var hasAnswered = await AnswersAsync(process, stopping).ConfigureAwait(false);
            if (hasAnswered)
            {
                endpoint.Started(process.Address);
                status.Answered();
                logger.VictoriaReady(process.Address, process.Pid);
                await process.WaitForExitAsync(stopping).ConfigureAwait(false);
            }

            await DiedAsync(process, stopping).ConfigureAwait(false);
            return hasAnswered;
        }
        finally
        {
            endpoint.Gone();
            await StopAsync(process).ConfigureAwait(false);
            _running = null;
        }
    }

    private async Task<bool> AnswersAsync(VictoriaProcess process, CancellationToken stopping)
    {
        while (!process.HasExited)
        {
            if (await client.IsHealthyAsync(process.Address, stopping).ConfigureAwait(false))
            {
                return true;
            }

            await Task.Delay(s_look, time, stopping).ConfigureAwait(false);
        }

        return false;
    }

    private async Task DiedAsync(VictoriaProcess process, CancellationToken stopping)
    {
        endpoint.Gone();
        // Ctrl-C reaches the server too, and maybe first: then this is no failure, only the end.
        await Task.Delay(s_look * 2, time, stopping).ConfigureAwait(false);
        logger.VictoriaDied(process.ExitCode, _folders.LogFile);
        status.Failed("VictoriaMetrics has died and is started again.", $"Wait a few seconds; if it stays away, read {_folders.LogFile}.");
    }

    private async Task StopAsync(VictoriaProcess process)
    {
        if (process.HasExited)
        {
            return;
        }

        if (!await process.StopAsync(s_patience, time).ConfigureAwait(false))
        {
            logger.VictoriaKilled(process.Pid, (int)s_patience.TotalSeconds);
        }

        File.Delete(_folders.PidFile);
        logger.VictoriaStopped();
    }
}
