using Microsoft.Extensions.Time.Testing;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

public sealed class LossesTests
{
    private readonly FakeTimeProvider _time = new(SpoolBox.Start);

    [Fact]
    public void Alarm_SaysHowManyAndWhy_AndWhatToDo()
    {
        var losses = new Losses(_time);
        Assert.Null(losses.Alarm);

        losses.Add(GapReason.SpoolFull, 12);
        losses.Add(GapReason.SpoolFull, 3);
        losses.Add(GapReason.Damaged, 1);
        losses.Add(GapReason.Refused, 0);

        Assert.Equal(
            ("Rounds were lost, the last at 2023-11-14 22:13 UTC: 15 since the spool was full, 1 since the spool's files were damaged.",
            "Check the disk of WARDOPS_DATA: what it gave back was not what had been written."),
            losses.Alarm);
        Assert.Equal((16, 15, 0), (losses.Total, losses.TotalOf(GapReason.SpoolFull), losses.TotalOf(GapReason.Refused)));
    }

    [Fact]
    public void Alarm_EndsAnHourAfterTheLastLoss_OnceRoundsFlow()
    {
        var losses = new Losses(_time);
        losses.Flows();
        losses.Add(GapReason.SpoolTooOld, 1);
        _time.Advance(TimeSpan.FromHours(5));
        Assert.NotNull(losses.Alarm);   // nothing was acknowledged since

        losses.Flows();
        Assert.Null(losses.Alarm);
        losses.Add(GapReason.SpoolFull, 2);
        losses.Flows();
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.StartsWith("Rounds were lost", losses.Alarm!.Value.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("too long", losses.Alarm.Value.Problem, StringComparison.Ordinal);   // that alarm is over
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(losses.Alarm);
        Assert.Equal(3, losses.Total);
    }

    [Theory]
    [InlineData(GapReason.SpoolFull, "History:SpoolBytes")]
    [InlineData(GapReason.SpoolTooOld, "History:SpoolAge")]
    [InlineData(GapReason.SpoolBroken, "WARDOPS_DATA")]
    [InlineData(GapReason.Damaged, "WARDOPS_DATA")]
    [InlineData(GapReason.Refused, "log")]
    [InlineData(GapReason.ClockSetBack, "clock")]
    public void Alarm_OfEachReason_NamesWhatToTurn(GapReason reason, string what)
    {
        var losses = new Losses(_time);
        losses.Add(reason, 1);
        Assert.Contains(what, losses.Alarm!.Value.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain(reason.ToString(), losses.Alarm.Value.Problem, StringComparison.Ordinal);
    }
}
