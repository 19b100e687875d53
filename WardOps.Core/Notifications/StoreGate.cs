using WardOps.Core.Storage;

namespace WardOps.Core.Notifications;

/// <summary>Opens once the store has: until then there is no outbox to be read, and nothing to complain of.</summary>
internal sealed class StoreGate : IStoreOpenedStep
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task RunAsync(CancellationToken cancellation)
    {
        _opened.TrySetResult();
        return Task.CompletedTask;
    }

    public Task WaitAsync(CancellationToken cancellation) => _opened.Task.WaitAsync(cancellation);
}
