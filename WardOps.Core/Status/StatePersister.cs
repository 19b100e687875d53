using Microsoft.Extensions.Hosting;

namespace WardOps.Core.Status;

public sealed class StatePersister : BackgroundService
{
    /// <summary>Never waits: what is not written yet waits in memory, the newest state of each device only.</summary>
    public void Offer(Verdict verdict)
    {
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
