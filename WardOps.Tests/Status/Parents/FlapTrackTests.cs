using CsCheck;
using WardOps.Core.Status;

namespace WardOps.Tests.Status.Parents;

public sealed class FlapTrackTests
{
    private const long Second = 1_000_000_000;
    private static readonly FlapSettings s_settings = new StatusOptions().Flapping;

    [Fact]
    public void Judge_ThreeChangesInFiveMinutes_BeginAndFewerThanTwoEndIt()
    {
        var flap = new FlapTrack();
        Assert.False(Change(flap, 0));
        Assert.False(Change(flap, 100));
        Assert.True(Change(flap, 200));
        Assert.True(At(flap, 399));    // those of 100 and 200 are left
        Assert.False(At(flap, 400));   // one
        Assert.True(At(flap, 500) is false && flap.IsEmpty);
    }

    [Fact]
    public void Judge_ThreeChangesInALongerTime_IsNoFlapping()
    {
        var flap = new FlapTrack();

        Assert.All([0, 151, 302, 453], second => Assert.False(Change(flap, second)));
    }

    [Fact]
    public void Restored_FlapsOnForAWindowAtTheMost()
    {
        var flap = FlapTrack.Restored(0, s_settings);

        Assert.True(At(flap, 299));
        Assert.False(At(flap, 300));
    }

    [Theory]
    [InlineData(DeviceStatus.Up, DeviceStatus.Down, true)]
    [InlineData(DeviceStatus.Down, DeviceStatus.Up, true)]
    [InlineData(DeviceStatus.Up, DeviceStatus.Unreachable, false)]
    [InlineData(DeviceStatus.Unreachable, DeviceStatus.Up, false)]
    [InlineData(DeviceStatus.Unknown, DeviceStatus.Down, false)]
    public void Counts_OnlyWhatTheDeviceItselfDid(DeviceStatus from, DeviceStatus to, bool counts) => Assert.Equal(counts, FlapTrack.Counts(from, to));

    /// <summary>However it changes, it is what a count over the whole list says.</summary>
    [Fact]
    public void Judge_AnyChanges_IsWhatTheListSays() => Gen.Select(Gen.Int[2, 6], Gen.Int[1, 6], Gen.Int[1, 200].Array[0, 40]).Sample((start, end, pauses) =>
    {
        var settings = new FlapSettings(TimeSpan.FromMinutes(5), start, Math.Min(start, end));
        var flap = new FlapTrack();
        List<long> all = [];
        var (now, isFlapping) = (0L, false);
        foreach (var pause in pauses)
        {
            now += pause;
            if (pause % 3 != 0)
            {
                all.Add(now);
                flap.Change(now * Second);
            }

            flap.Judge(now * Second, settings);
            var count = all.Count(at => now - at < 300);
            isFlapping = count >= (isFlapping ? settings.EndBelow : start);
            Assert.Equal(isFlapping, flap.IsFlapping);
        }
    });

    [Fact]
    public void Options_ThatAreWrong_AreToldByTheirKeys()
    {
        var options = new StatusOptions { FlapStartAt = 1, FlapEndBelow = 2, FlapWindow = TimeSpan.FromSeconds(1), ParentPatience = TimeSpan.Zero };
        var faults = new StatusOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, f => f.StartsWith("Status:FlapEndBelow must be", StringComparison.Ordinal));

        var type = new StatusOptions { Types = { ["atm"] = new StatusOverrides { FlapStartAt = 21 } } };
        Assert.StartsWith("Status:Types:atm:FlapStartAt must be", Assert.Single(new StatusOptionsValidator().Validate(null, type).Failures!), StringComparison.Ordinal);
        Assert.Equal((21, 2, 3), (type.FlappingOf("ATM").StartAt, type.FlappingOf("ATM").EndBelow, type.FlappingOf("Router").StartAt));
    }

    private static bool Change(FlapTrack flap, long second)
    {
        flap.Change(second * Second);
        return At(flap, second);
    }

    private static bool At(FlapTrack flap, long second)
    {
        flap.Judge(second * Second, s_settings);
        return flap.IsFlapping;
    }
}
