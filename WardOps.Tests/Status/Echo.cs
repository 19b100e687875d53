using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status;

/// <summary>Ends of echoes, for the tests of the rules. Times in milliseconds, which also give their order.</summary>
internal static class Echo
{
    public const long Millisecond = 1_000_000;

    public static readonly WatchedDevice Device = Fleet.Of(1).Current.Devices[0];

    public static EchoOutcome Answered(long sentAt, long rtt = 1) => new(Device, sentAt, 0, EchoResult.Answered, sentAt * Millisecond, rtt * Millisecond, 0);

    public static EchoOutcome Lost(long sentAt) => new(Device, sentAt, 0, EchoResult.Lost, sentAt * Millisecond, 0, 0);

    public static EchoOutcome Ended(EchoResult how, long sentAt) => how == EchoResult.Answered ? Answered(sentAt) : Lost(sentAt) with { Result = how };
}
