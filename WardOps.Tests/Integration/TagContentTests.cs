using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Diagnostics;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Tests.Components;
using WardOps.Tests.History;
using WardOps.Web.Api.Caching;

namespace WardOps.Tests.Integration;

/// <summary>Whatever changes an answer about the past changes its name: lengths of rounds stand in no run of the range, and yet weigh every sample of it.</summary>
public sealed class TagContentTests
{
    private static readonly TimeSpan s_ten = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly WatchedDevice s_device = Rounds.Device(1) with { Probe = new ProbeOverrides { Interval = s_minute } };

    [Fact]
    public void Report_AfterAChangeOfTheIntervalThatNoDeviceFollows_HasAnotherName()
    {
        // Its ends move outwards to the round of today: 12:00:10 is an end of one report, and not of the other.
        var (before, after) = (TagOf(s_ten, []), TagOf(s_minute, []));

        Assert.NotNull(before);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void RangeBeforeTheBooks_WhenTheSpoolHasFoundOlderRoundsOfAnotherLength_HasAnotherName()
    {
        var known = new LedgerRun(s_now.AddHours(-2), s_ten, 360, RoundFate.ReadBack);
        var found = new LedgerRun(s_now.AddHours(-3), s_minute, 60, RoundFate.ReadBack);

        Assert.NotEqual(TagOf(s_ten, [known]), TagOf(s_ten, [found, known]));
        Assert.Equal(TagOf(s_ten, [known]), TagOf(s_ten, [known with { Rounds = 359 }]));
    }

    /// <summary>Of a report that ends five hours ago.</summary>
    private static string? TagOf(TimeSpan interval, IReadOnlyList<LedgerRun> books)
    {
        var (time, policy) = (new FakeTimeProvider(s_now), new ProbePolicy(interval, ProbeSettings.Standard, []));
        var ledger = new RoundLedger(time);
        ledger.Restore(books);
        var catalog = new DeviceCatalog();
        catalog.Swap([s_device]);
        var status = new ScriptedHistoryStatus { Current = new HistoryState(HistoryMode.External, true, null, null, 0, 0) };
        var tags = new HistoryTags(ledger, new RoundEras(ledger, catalog, policy), status, new BuildInfo(), Options.Create(new HistoryOptions()), time);
        return tags.TagOf(s_now.AddHours(-6).AddSeconds(10), s_now.AddHours(-5), "uptime", tags.Of(catalog.Current, policy));
    }
}
