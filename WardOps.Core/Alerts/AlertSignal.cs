using System.Threading.Channels;

namespace WardOps.Core.Alerts;

/// <summary>Says that something waits in the outbox. Says it once, however often it is told: whoever hears it reads all that waits.</summary>
public sealed class AlertSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _wake.Writer.TryWrite(true);

    /// <summary>Waits for it. One reader.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _wake.Reader.ReadAsync(cancellation);
}
