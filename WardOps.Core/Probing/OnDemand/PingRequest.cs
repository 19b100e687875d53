using System.Net;
using System.Net.Sockets;

namespace WardOps.Core.Probing.OnDemand;

/// <summary>One ping on demand while it runs. The loop's thread fills it in; the task wakes whoever asked.</summary>
/// <param name="device">Whom it is for: one device has one ping at a time.</param>
/// <param name="address">Where it goes; null for a name that does not resolve.</param>
/// <param name="count">Echoes, 1 to 255.</param>
internal sealed class PingRequest(Guid device, IPAddress? address, int count)
{
    private readonly TaskCompletionSource<PingAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PingEcho?[] _echoes = new PingEcho?[count];
    private int _ended;

    public Guid Device => device;

    public EchoAddress Address { get; } = EchoAddress.From(address);

    /// <summary>Through which socket it goes. One without an address goes nowhere, and any socket is as good.</summary>
    public AddressFamily Family => Address.IsSet ? Address.Family : AddressFamily.InterNetwork;

    public Task<PingAnswer> Answer => _answer.Task;

    /// <summary>Its seat at the desk, and which of all requests in that seat it is.</summary>
    public int Number { get; set; }

    /// <summary>Echoes taken for sending so far.</summary>
    public int Taken { get; set; }

    /// <summary>When the next one is due, monotonic clock in nanoseconds; 0 for at once.</summary>
    public long NextDue { get; set; }

    public bool IsTaken => Taken == count;

    /// <summary>One of its echoes has ended.</summary>
    /// <returns>Whether that was the last one.</returns>
    public bool End(int echo, EchoResult result, long rttNs, NotSentReason reason)
    {
        if (_echoes[echo] is not null)
        {
            return false;
        }

        _echoes[echo] = new PingEcho(
            result,
            result == EchoResult.Answered ? rttNs / 1e6 : null,
            result == EchoResult.NotSent ? SendErrors.Words(reason) : null);
        return ++_ended == count;
    }

    /// <summary>All of its echoes have ended.</summary>
    public void Tell() => _answer.TrySetResult(PingAnswer.Of(new PingReport(address, [.. _echoes.OfType<PingEcho>()])));

    public void Refuse(PingAnswer why) => _answer.TrySetResult(why);
}
