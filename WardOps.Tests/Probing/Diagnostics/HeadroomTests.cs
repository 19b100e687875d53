using WardOps.Core.Probing.Diagnostics;

namespace WardOps.Tests.Probing.Diagnostics;

public sealed class HeadroomTests
{
    private const int Buffer = 8 * 1024 * 1024;

    [Fact]
    public void Of_TooFewSamples_PromisesNothing() => Assert.Null(Headroom.Of(Samples(5, 500, 3), 877, Buffer).Devices);

    [Fact]
    public void Of_NoDevices_PromisesNothing() => Assert.Null(Headroom.Of(Samples(60, 0, 0), 0, Buffer).Devices);

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
        var room = Headroom.Of(Samples(60, 5_000, 7), 10_000, 1024 * 1024);

        Assert.InRange(room.Devices!.Value, 16_000, 17_000);   // 2,621 replies of 0.2 s are 13,107 echoes a second
        Assert.Contains("rmem_max", room.Limit, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OverloadedMachine_IsNone() => Assert.Equal(0, Headroom.Of(Samples(60, 50_000, 95), 100_000, Buffer).Devices);

    internal static List<EngineSample> Samples(int count, double perSecond, double cpu) => [.. Enumerable.Range(0, count).Select(i => new EngineSample(
        DateTimeOffset.UnixEpoch.AddSeconds(10 * i), 10, perSecond, perSecond, 0, 0, 0, 0.5, 2, cpu, 0))];
}
