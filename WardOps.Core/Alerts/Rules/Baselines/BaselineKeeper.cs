using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts.Rules.Baselines;

/// <summary>Keeps the baselines over a restart: reads them before the first round, writes them every hour and at the end. Without the file they are learnt anew.</summary>
internal sealed class BaselineKeeper(RttBaselines baselines, DataFolder data, TimeProvider time, ILogger<BaselineKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(1);

    private readonly BaselineFile _file = new(data.Path);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_file.Read(baselines) is > 0 and var devices)
            {
                logger.BaselinesRead(devices);
            }
        }
        catch (Exception ex) when (ex is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            logger.BaselinesUnreadable(_file.Path, ex);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>The pump has ended before: what it has seen last is in it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            Write();
        }
    }

    private void Write()
    {
        if (baselines.Count == 0)
        {
            return;   // no rule asks for them
        }

        try
        {
            _file.Write(baselines, RttDays.Of(time.GetUtcNow()));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            logger.BaselinesUnwritable(_file.Path, ex);
        }
    }
}
