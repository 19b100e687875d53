using Microsoft.Extensions.Diagnostics.HealthChecks;
using WardOps.Core.Status;

namespace WardOps.Tests.Probing;

/// <summary>A clock that is set back, as the board and whoever asks for readiness see it.</summary>
public sealed class ClockSetbackTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(-3_600, "numbered ahead of it")]
    [InlineData(-365 * 86_400, "365 days")]
    public async Task Clock_SetBackByMuch_IsToldAndNobodyIsUnwatched(int seconds, string words)
    {
        var watch = new WatchedRun(Fleet.Of(100));
        watch.Run.For(3_700 * s_second, () => TimeSpan.FromMilliseconds(50));
        watch.Run.Time.StepWall(seconds * s_second);
        var before = watch.Run.Outcomes.Count;
        watch.Run.For(1_000 * s_second, () => TimeSpan.FromMilliseconds(50));

        Assert.InRange(watch.Run.Outcomes.Count - before, 48_000, 50_500);   // of 50,000
        Assert.Contains(words, watch.Board.Current.Setback!.Words, StringComparison.Ordinal);
        Assert.Equal(100, watch.Board.Current.Totals.Up);
        Assert.Empty(watch.Downs);
        Assert.Equal(watch.Run.Closed.Count, watch.Run.Closed.Select(r => r.Number).Distinct().Count());
        var ready = await new SightHealthCheck(watch.Board).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
        Assert.Equal((HealthStatus.Degraded, watch.Board.Current.Setback.Words), (ready.Status, ready.Description));
    }
}
