using WardOps.Core.Probing.Diagnostics;

namespace WardOps.Tests.Probing.Diagnostics;

public sealed class HeadroomTests
{
    private const int Buffer = 16 * 1024 * 1024;

    [Fact]
    public void Of_TooFewSamples_PromisesNothing() => Assert.Null(Headroom.Of(Samples(5, 500, 3, 877), 877, Buffer).Devices);

    [Fact]
    public void Of_NoDevices_PromisesNothing() => Assert.Null(Headroom.Of(Samples(60, 0, 0, 0), 0, Buffer).Devices);

    [Fact]
    public void Of_BusyThread_IsLimitedByItsCpu()
    {
        var room = Headroom.Of(Samples(60, 5_000, 7), 10_000, Buffer);

        Assert.Equal(90_000, room.Devices);   // 7 % for 10,000: 70 % is for ten times as many
        Assert.Contains("CPU", room.Limit, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FastThread_IsLimitedByItsSocket()
    {
        var room = Headroom.Of(Samples(60, 5_000, 0.1), 10_000, 256 * 1024 * 1024);

        Assert.Equal(150_000, room.Devices);
        Assert.Contains("80,000 echoes", room.Limit, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SmallBuffer_IsLimitedByIt()
    {
        var room = Headroom.Of(Samples(60, 5_000, 7), 10_000, 2 * 1024 * 1024);

        Assert.InRange(room.Devices!.Value, 16_000, 17_000);   // 2,621 replies of 0.2 s are 13,107 echoes a second
        Assert.Contains("rmem_max", room.Limit, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AFleetThatHasJustGrown_PromisesNothingUntilItWasMeasured()
    {
        var samples = Samples(60, 440, 3, 877);
        Assert.Null(Headroom.Of(samples, 10_000, Buffer).Devices);
        samples.AddRange(Samples(5, 5_000, 7));
        Assert.Null(Headroom.Of(samples, 10_000, Buffer).Devices);
        samples.AddRange(Samples(1, 5_000, 7));
        Assert.Equal(90_000, Headroom.Of(samples, 10_000, Buffer).Devices);
    }

    [Fact]
    public void Of_DebiansSmallestBuffer_IsLimitedByItAndNotByWhatWasAskedFor()
        => Assert.InRange(Headroom.Of(Samples(60, 440, 3, 877), 877, 2 * 212_992).Devices!.Value, 4_000, 5_000);

    [Fact]
    public void Of_UnknownCpu_SaysThatItIsUnknown()
        => Assert.Contains("does not tell the CPU", Headroom.Of(Samples(60, 5_000, null), 10_000, Buffer).Limit, StringComparison.Ordinal);

    [Fact]
    public void Of_OverloadedMachine_IsNone() => Assert.Equal(0, Headroom.Of(Samples(60, 50_000, 95, 100_000), 100_000, Buffer).Devices);

    internal static List<EngineSample> Samples(int count, double perSecond, double? cpu, int devices = 10_000) => [.. Enumerable.Range(0, count).Select(i => new EngineSample(
        DateTimeOffset.UnixEpoch.AddSeconds(10 * i), 10, perSecond, perSecond, 0, 0, 0, 0.5, 2, cpu, 0) { Devices = devices })];
}
