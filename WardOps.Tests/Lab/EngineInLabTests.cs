using System.Runtime.Versioning;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Status;

namespace WardOps.Tests.Lab;

/// <summary>The engine against hosts that misbehave in every known way, with real packets through the kernel; the simulator's own counters are part of each verdict.</summary>
[SupportedOSPlatform("linux")]
public sealed class EngineInLabTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("10.{0}.0.{1}")]
    [InlineData("fd00:{0}::{1}")]
    public async Task Hosts_OfEveryKind_AreToldApart(string pattern)
    {
        string[] Hosts(int kind) => [.. Enumerable.Range(1, 4).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, kind, i))];
        int[] kinds = [81, 84, 85, 86, 87, 88, 89, 90];
        await using var watch = new LabWatch(fixture.Lab, Options(), kinds.SelectMany(Hosts));
        await watch.StartAsync();

        await watch.UntilAsync(() => watch.Closed.Count >= 3 && watch.Downs.Count >= 4 * 6, 40, "three rounds and every host that does not answer down");
        await watch.StopAsync();

        var counters = watch.Counters;
        var simulated = watch.Simulated;
        foreach (var kind in kinds)
        {
            var expected = kind is 81 or 84 ? EchoResult.Answered : EchoResult.Lost;
            Assert.All(Hosts(kind).SelectMany(watch.Of), o => Assert.Equal((kind, expected), (kind, o.Result)));
        }

        Assert.All(Hosts(81).SelectMany(watch.Of), o => Assert.InRange(o.RttNs / 1e6, 19.9, 1_000));
        Assert.InRange(Hosts(81).SelectMany(watch.Of).Select(o => o.RttNs / 1e6).Order().ElementAt(Hosts(81).SelectMany(watch.Of).Count() / 4), 19.9, 60);   // the kernel's stamps, too, wait for a processor on a busy machine
        Assert.All(Hosts(89), h => Assert.Contains("unreachable, says", watch[h]!.Hint, StringComparison.Ordinal));
        Assert.All(Hosts(90), h => Assert.Null(watch[h]!.Hint));

        // What the simulator wrote is what the engine counted; replies that were still under way at the end are missing on both sides.
        Assert.Equal(simulated.Duplicates, counters.Duplicates);
        Assert.Equal(simulated.Spoofed, counters.Spoofed);
        Assert.Equal(simulated.Truncated, counters.Malformed);
        Assert.Equal(simulated.Errors, counters.Errors);
        Assert.True(simulated.WrongIds > 0 && counters.Foreign == 0, "The filter of the kernel keeps foreign replies back.");
        Assert.InRange(counters.Late, 10, counters.Sent);
        Assert.Equal(counters.Sent + counters.Confirming, simulated.Requests);
        Assert.DoesNotContain(watch.Sights, s => !s.IsClear);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Uplink_Cut_MakesNotOneDeviceDownAndItsRoundsUnknown(bool isSilent)
    {
        await using var watch = new LabWatch(fixture.Lab, Options("10.255.0.2"), Enumerable.Range(1, 200).Select(i => $"10.64.1.{i}"));
        await watch.StartAsync();
        await watch.UntilAsync(() => watch.Board.Current.Totals.Up == 200, 20, "all up");

        Cut();
        try
        {
            await watch.UntilAsync(() => watch.Board.Current.Blind is not null, 5, "blind");
            await Task.Delay(8 * s_second, TestContext.Current.CancellationToken);
            Assert.Equal(isSilent ? SightProblem.UplinkLost : SightProblem.NotSent, watch.Board.Current.Blind!.Problem);
        }
        finally
        {
            fixture.Lab.RestoreUplink();
        }

        await watch.UntilAsync(() => watch.Board.Current is { Blind: null, Totals.Up: 200 }, 20, "sight again");
        var sighted = watch.Closed.Count;
        await watch.UntilAsync(() => watch.Closed.Count > sighted + 2, 20, "two rounds more");

        Assert.Empty(watch.Downs);
        Assert.Contains(watch.Closed, r => !r.Sight.IsClear);
        Assert.All(watch.Closed.Where(r => !r.Sight.IsClear), r => Assert.All(r.Results, d => Assert.False(d.IsKnown)));
        Assert.All(watch.Closed.Where(r => r.Sight.IsClear), r => Assert.All(r.Results, d => Assert.Equal(0, d.LossPercent)));

        void Cut()
        {
            if (isSilent)
            {
                fixture.Lab.BlackholeUplink();
            }
            else
            {
                fixture.Lab.CutUplink();
            }
        }
    }

    [Fact]
    public async Task HalfTheFleet_CutWhileTheAnchorAnswers_IsDownInTime()
    {
        var hosts = Enumerable.Range(1, 200).Select(i => $"10.81.7.{i}").ToArray();
        await using var watch = new LabWatch(fixture.Lab, new ProbingOptions { Anchors = { "10.81.255.1" } }, hosts);
        await watch.StartAsync();
        await watch.UntilAsync(() => watch.Board.Current.Totals.Up == 200, 25, "all up");
        foreach (var host in hosts.Take(100))
        {
            fixture.Lab.Network.Cut(System.Net.IPAddress.Parse(host));
        }

        try
        {
            await watch.UntilAsync(() => watch.Downs.Count == 100, 9, "half of them down");
            Assert.Equal(100, watch.Board.Current.Totals.Up);
            Assert.Null(watch.Board.Current.Blind);
        }
        finally
        {
            foreach (var host in hosts)
            {
                fixture.Lab.Network.Restore(System.Net.IPAddress.Parse(host));
            }
        }

        await watch.UntilAsync(() => watch.Board.Current.Totals.Up == 200, 6, "all up at their first answer");
    }

    [Fact]
    public async Task Routes_ThatRefuse_AreNotSentWithTheirReasonAndNeverLost()
    {
        (string Host, NotSentReason Reason)[] refused =
        [
            ("10.70.0.1", NotSentReason.NoRoute),
            ("10.71.0.1", NotSentReason.HostUnreachable),
            ("10.72.0.1", NotSentReason.Prohibited),
            ("10.73.0.1", NotSentReason.NoRoute),
            ("fd00:66:70::1", NotSentReason.NoRoute),
            ("fd00:66:71::1", NotSentReason.HostUnreachable),
            ("fd00:66:72::1", NotSentReason.Prohibited),
            ("fd00:66:73::1", NotSentReason.NoRoute),
        ];
        var healthy = Enumerable.Range(1, 40).Select(i => $"10.64.2.{i}");
        await using var watch = new LabWatch(fixture.Lab, Options(), [.. refused.Select(r => r.Host), .. healthy]);
        await watch.StartAsync();

        await watch.UntilAsync(() => watch.Closed.Count >= 3, 30, "three rounds");
        await watch.StopAsync();

        Assert.All(refused, r => Assert.All(watch.Of(r.Host), o => Assert.Equal((r.Host, EchoResult.NotSent, r.Reason), (r.Host, o.Result, o.Reason))));
        Assert.All(refused, r => Assert.Equal(SendErrors.Words(r.Reason), watch[r.Host]!.Hint));
        Assert.Equal(40, watch.Board.Current.Totals.Up);
        Assert.Empty(watch.Downs);
        Assert.DoesNotContain(watch.Outcomes, o => o.Result == EchoResult.Lost);
    }

    /// <summary>Facts: not tested before. The kernel takes the echo and looks for the neighbour later, so it is lost like any other, and the kernel itself says why.</summary>
    [Fact]
    public async Task Neighbour_WhoDoesNotAnswerArp_IsDownWithTheKernelsOwnHint()
    {
        fixture.Lab.Monitor.Run(() => Ip("addr add 10.254.0.1/24 dev vmon"));
        await using var watch = new LabWatch(fixture.Lab, Options(), ["10.254.0.77", .. Enumerable.Range(1, 20).Select(i => $"10.64.3.{i}")]);
        await watch.StartAsync();

        await watch.UntilAsync(() => watch["10.254.0.77"]?.Status == DeviceStatus.Down, 30, "the neighbour down");
        await watch.UntilAsync(() => watch["10.254.0.77"]?.Hint is not null, 10, "the hint");

        Assert.Equal("host unreachable, says 10.254.0.1", watch["10.254.0.77"]!.Hint);
        Assert.Single(watch.Downs);
    }

    /// <summary>Rounds of two seconds, so that a test sees several.</summary>
    private static ProbingOptions Options(params string[] anchors) => new() { Interval = 2 * s_second, Anchors = [.. anchors] };

    private static void Ip(string arguments)
    {
        using var ip = System.Diagnostics.Process.Start("ip", arguments);
        Assert.True(ip.WaitForExit(10_000));
    }
}
