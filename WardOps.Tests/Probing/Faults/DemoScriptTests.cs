using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Faults;

namespace WardOps.Tests.Probing.Faults;

public sealed class DemoScriptTests
{
    private static readonly Catalog s_fleet = Fleet.Of(877).Current;
    private static readonly EchoAddress[] s_addresses = [.. s_fleet.Devices.Select(d => EchoAddress.From(d.Address))];
    private static readonly long s_stretch = EchoClock.Nanos(DemoScript.CutEvery) * 7_000_000;

    private readonly DemoScript _script = new(s_fleet);

    [Fact]
    public void Faults_OfOneFleet_AreTheSameInEveryRun()
    {
        var again = new DemoScript(Fleet.Of(877).Current);

        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal(At(_script, i), At(again, i)));
    }

    [Fact]
    public void Faults_OfWholeFleet_HaveTheirShares()
    {
        var faults = At(_script, 0);

        Assert.InRange(faults.Count(f => f == EchoFault.Cut), 25, 60);
        Assert.InRange(faults.Count(f => f.Loss is >= 0.2 and <= 0.4), 13, 40);
        Assert.InRange(faults.Count(f => f.Delay.TotalMilliseconds is >= 100 and <= 400), 8, 28);
        Assert.InRange(faults.Count(f => f == EchoFault.None), 760, 830);
    }

    [Fact]
    public void Branch_InEveryStretch_IsCutForItsTimeAndComesBack()
    {
        for (var stretch = 0; stretch < 5; stretch++)
        {
            var from = stretch * (int)DemoScript.CutEvery.TotalSeconds;
            Assert.Empty(BranchesCut(from + 59));
            Assert.Single(BranchesCut(from + 60));
            Assert.Equal(BranchesCut(from + 60), BranchesCut(from + 149));
            Assert.Empty(BranchesCut(from + 150));
        }
    }

    [Fact]
    public void Device_ThatFlaps_GoesAndComes()
    {
        var flapping = s_addresses.Count(a =>
        {
            var cut = Enumerable.Range(0, 59).Select(i => _script.Of(a, Seconds(i * 4)) == EchoFault.Cut).ToArray();
            return cut.Distinct().Count() == 2 && BranchesCut(60)[0] != BranchOf(a);
        });

        Assert.InRange(flapping, 5, 25);
    }

    [Fact]
    public void Address_OutsideTheFleet_IsLeftAlone()
        => Assert.Equal(EchoFault.None, _script.Of(EchoAddress.From(System.Net.IPAddress.Parse("127.0.0.1")), Seconds(70)));

    private static long Seconds(int seconds) => s_stretch + (seconds * 1_000_000_000L);

    private static EchoFault[] At(DemoScript script, int seconds) => Array.ConvertAll(s_addresses, a => script.Of(a, Seconds(seconds)));

    private static string BranchOf(EchoAddress address) => s_fleet.Devices[Array.IndexOf(s_addresses, address)].Branch;

    private string[] BranchesCut(int seconds)
    {
        var faults = At(_script, seconds);
        return [.. s_fleet.Devices.Zip(faults).GroupBy(d => d.First.Branch).Where(b => b.All(d => d.Second == EchoFault.Cut)).Select(b => b.Key)];
    }
}
