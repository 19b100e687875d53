using WardOps.Core.Alerts;

namespace WardOps.Core.Notifications.Sending;

/// <summary>Says that a delivery waits.</summary>
internal sealed class SendSignal
{
    private readonly AlertSignal _waiting = new();

    public void Raise() => _waiting.Set();

    public Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation) => PatientWait.ForAsync(_waiting.WaitAsync, atMost, time, cancellation);
}
