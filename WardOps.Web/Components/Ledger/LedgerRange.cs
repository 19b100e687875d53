using WardOps.Core.History.Ledger;

namespace WardOps.Web.Components.Ledger;

/// <summary>A stretch of time up to now that the page History can show.</summary>
/// <param name="Name">As it stands in the address.</param>
/// <param name="Words">As people say it.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Step">How long one cell of the strip is.</param>
/// <param name="StepWords">The same as people say it.</param>
internal sealed record LedgerRange(string Name, string Words, TimeSpan Length, TimeSpan Step, string StepWords)
{
    public static IReadOnlyList<LedgerRange> All { get; } =
    [
        new("24h", "24 hours", TimeSpan.FromDays(1), TimeSpan.FromMinutes(15), "quarter of an hour"),
        new("7d", "7 days", TimeSpan.FromDays(7), TimeSpan.FromHours(1), "hour"),
        new("30d", "30 days", TimeSpan.FromDays(30), TimeSpan.FromHours(1), "hour"),
        new("1y", "12 months", TimeSpan.FromDays(365), TimeSpan.FromHours(12), "half day"),
    ];

    /// <summary>The range of that name; 30 days for anything else.</summary>
    public static LedgerRange Of(string? name) => All.FirstOrDefault(r => r.Name == name) ?? All[2];

    /// <summary>Cells up to now, each beginning at a whole multiple of the step; the last one is still growing.</summary>
    public IReadOnlyList<LedgerCell> Cells(LedgerSummary summary, DateTimeOffset now)
    {
        var since = (now - DateTimeOffset.UnixEpoch).Ticks;
        var end = DateTimeOffset.UnixEpoch.AddTicks(since - (since % Step.Ticks) + Step.Ticks);
        return LedgerCell.Of(summary.Runs, end - Length, end, Step);
    }
}
