using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WardOps.Bench.Truth;
using WardOps.Core.Devices;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Tests.History.Truth;

/// <summary>The sums in memory against what really happened to a fleet over more than a day, round by round, with devices that are probed less often.</summary>
[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class RollingSumsTruthTests
{
    private const int Devices = 24;
    private const int Hours = 26;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 30)]
    [InlineData(3, 60)]
    public void Of_AfterMoreThanADay_IsWhatHappenedInTheLastOne(int seed, int seconds)
    {
        var (random, round) = (new Random(seed), TimeSpan.FromSeconds(seconds));
        var policy = new ProbePolicy(round, ProbeSettings.Standard, []);
        var catalog = new DeviceCatalog();
        catalog.Swap(Enumerable.Range(1, Devices).Select(i => Rounds.Device(i) with { Probe = i % 3 == 0 ? new ProbeOverrides { Interval = 5 * round } : null }));
        var begin = new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);   // over a night in which clocks jump
        var time = new FakeTimeProvider(begin);
        var sums = new RollingSums(catalog, policy, time);
        var truth = new List<(DateTimeOffset At, int Device, bool IsUp)>();
        var state = new int[Devices];
        for (var at = begin; at < begin.AddHours(Hours); at += round)
        {
            var results = new DeviceRound[Devices];
            foreach (var device in catalog.Current.Probed)
            {
                var number = (at - DateTimeOffset.UnixEpoch).Ticks / round.Ticks;
                state[device.Slot] = random.NextDouble() < 0.01 ? random.Next(3) : state[device.Slot];
                if (number % policy.Of(device).EveryRounds == 0 && state[device.Slot] < 2)
                {
                    results[device.Slot] = state[device.Slot] == 0 ? Rounds.Up : Rounds.Down;
                    truth.Add((at, device.Slot, state[device.Slot] == 0));
                }
            }

            time.SetUtcNow(at + round + TimeSpan.FromSeconds(1.75));
            sums.Add(new Round(new RoundPlan((at - DateTimeOffset.UnixEpoch).Ticks / round.Ticks, round, 5, catalog.Current), time.GetUtcNow(), results));
        }

        // 287 whole steps of five minutes and the one that has begun.
        var now = time.GetUtcNow();
        var first = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute / 5 * 5, 0, TimeSpan.Zero).AddMinutes(-5 * 287);
        foreach (var device in catalog.Current.Probed)
        {
            var mine = truth.Where(t => t.Device == device.Slot && t.At >= first).ToArray();
            var length = policy.IntervalOf(device).TotalSeconds;
            var uptime = sums.Of(device.Id);
            // A sample that stands for minutes may reach over the end of the window: sums may cut it, and no more.
            var slack = policy.Of(device).EveryRounds == 1 ? 0 : length;
            Assert.InRange(uptime.UpSeconds, (mine.Count(t => t.IsUp) * length) - slack, mine.Count(t => t.IsUp) * length);
            Assert.InRange(uptime.DownSeconds, (mine.Count(t => !t.IsUp) * length) - slack, mine.Count(t => !t.IsUp) * length);
        }
    }

    [Fact]
    public void Fold_OfTheSameRounds_AgreesWithTheSums()
    {
        var story = Enumerable.Range(7_000_000, 500).Select(StoryTeller.Tell)
            .First(s => s.Before is null && s.EveryRounds == 1 && s.Round.TotalSeconds == 10 && s.Rounds.Count > 300 && s.Unseen == 0);
        var catalog = new DeviceCatalog();
        catalog.Swap([story.Device]);
        var time = new FakeTimeProvider(story.Rounds[0].At);
        var sums = new RollingSums(catalog, story.Policy, time);
        foreach (var round in story.Rounds)
        {
            time.SetUtcNow(round.At.AddSeconds(12));
            sums.Add(Rounds.At(round.At, catalog.Current, round.Result));
        }

        var up = story.Rounds.Count(r => r.Result.IsUp && r.At > time.GetUtcNow().AddHours(-23));
        Assert.Equal(story.Rounds.Count(r => r.Result.IsUp), up);   // all of it within the window
        Assert.Equal(10.0 * up, sums.Of(story.Device.Id).UpSeconds);
        Assert.Equal(10.0 * (story.Rounds.Count - up), sums.Of(story.Device.Id).DownSeconds);
    }
}
