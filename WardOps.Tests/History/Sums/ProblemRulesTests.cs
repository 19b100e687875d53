using CsCheck;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Sums;

public sealed class ProblemRulesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, 0, 0, ProblemKind.Other)]
    [InlineData(false, 0, 5, ProblemKind.Other)]
    [InlineData(false, 0, 6, ProblemKind.Flapping)]
    [InlineData(true, 0, 0, ProblemKind.NewlyDown)]
    [InlineData(true, 30, 1, ProblemKind.NewlyDown)]
    [InlineData(true, 86_400, 0, ProblemKind.NewlyDown)]
    [InlineData(true, 86_401, 0, ProblemKind.Chronic)]
    [InlineData(true, 86_401, 200, ProblemKind.Chronic)]
    [InlineData(true, 60, 6, ProblemKind.Flapping)]
    [InlineData(true, 899, 6, ProblemKind.Flapping)]
    [InlineData(true, 900, 6, ProblemKind.NewlyDown)]
    [InlineData(true, 40_000, 100, ProblemKind.NewlyDown)]
    public void A_device_has_the_kind_of_its_trouble(bool isDown, int downForSeconds, int mixedSteps, ProblemKind kind)
        => Assert.Equal(kind, ProblemRules.KindOf(Facts(1, isDown, isDown ? s_now.AddSeconds(-downForSeconds) : null, mixedSteps), s_now));

    [Fact]
    public void Down_since_nobody_knows_when_is_new() => Assert.Equal(ProblemKind.NewlyDown, ProblemRules.KindOf(Facts(1, true, null, 0), s_now));

    [Fact]
    public void A_third_of_the_fleet_dead_for_months_does_not_drown_the_rest()
    {
        // The shape of the old installation: 288 of 877 down for good; that day two went down and three came and went.
        var fleet = Enumerable.Range(0, 877).Select(i => i switch
        {
            < 288 => Facts(i, true, s_now.AddDays(-2 - i), 0, 86_400),
            288 => Facts(i, true, s_now.AddMinutes(-90), 1, 5_400),
            289 => Facts(i, true, s_now.AddSeconds(-40), 1, 40),
            290 => Facts(i, false, null, 30, 4_000),
            291 => Facts(i, false, null, 70, 3_000),
            292 => Facts(i, true, s_now.AddSeconds(-20), 30, 5_000),
            _ => Facts(i, false, null, i % 3, 30),
        }).ToList();

        var lists = ProblemLists.Of(fleet, s_now);

        Assert.Equal([Rounds.IdOf(289), Rounds.IdOf(288)], lists.NewlyDown.Select(f => f.Device.Id));
        Assert.Equal([Rounds.IdOf(291), Rounds.IdOf(292), Rounds.IdOf(290)], lists.Flapping.Select(f => f.Device.Id));
        Assert.Equal(Enumerable.Range(0, 288).Reverse().Select(Rounds.IdOf), lists.Chronic.Select(f => f.Device.Id));
    }

    [Fact]
    public void Every_device_is_on_one_list_at_the_most_and_every_down_one_on_one() => Gen.Select(Gen.Bool, Gen.Int[-10, 200_000], Gen.Int[0, 288], Gen.Bool).Array[0, 60].Sample(fleet =>
    {
        var all = fleet.Select((f, i) => Facts(i, f.Item1, f.Item1 && f.Item4 ? s_now.AddSeconds(-f.Item2) : null, f.Item3)).ToList();
        var lists = ProblemLists.Of(all, s_now);
        var listed = lists.NewlyDown.Concat(lists.Flapping).Concat(lists.Chronic).Select(f => f.Device.Id).ToList();

        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Subset(listed.ToHashSet(), all.Where(f => f.IsDown).Select(f => f.Device.Id).ToHashSet());
    });

    [Fact]
    public void Equal_problems_stand_by_name()
    {
        var lists = ProblemLists.Of([Facts(2, false, null, 9), Facts(1, false, null, 9)], s_now);
        Assert.Equal([Rounds.IdOf(1), Rounds.IdOf(2)], lists.Flapping.Select(f => f.Device.Id));
    }

    private static ProblemFacts Facts(int number, bool isDown, DateTimeOffset? since, int mixedSteps, double downSeconds = 0)
        => new(Rounds.Device(number, $"device-{number:000}"), isDown, since, mixedSteps, downSeconds, null);
}
