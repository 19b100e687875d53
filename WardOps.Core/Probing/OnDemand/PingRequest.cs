using System.Net;

namespace WardOps.Core.Probing.OnDemand;

/// <summary>One ping on demand while it runs. The loop's thread fills it in; the task wakes whoever asked.</summary>
internal sealed class PingRequest(IPAddress? address, int count)
{
    private readonly TaskCompletionSource<PingReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PingEcho?[] _echoes = new PingEcho?[count];
    private int _ended;

    public EchoAddress Address { get; } = EchoAddress.From(address);

    public Task<PingReport> Report => _report.Task;

    /// <summary>Echoes taken for sending so far.</summary>
    public int Taken { get; set; }

    /// <summary>When the next one is due, monotonic clock in nanoseconds.</summary>
    public long NextDue { get; set; }

    public bool IsTaken => Taken == count;

    public bool IsOver => _ended == count;

    public void End(int echo, EchoResult result, long rttNs, NotSentReason reason)
    {
        if (_echoes[echo] is not null)
        {
            return;
        }

        _echoes[echo] = new PingEcho(
            result,
            result == EchoResult.Answered ? rttNs / 1e6 : null,
            result == EchoResult.NotSent ? SendErrors.Words(reason) : null);
        if (++_ended == count)
        {
            _report.TrySetResult(new PingReport(address, [.. _echoes.OfType<PingEcho>()]));
        }
    }
}
