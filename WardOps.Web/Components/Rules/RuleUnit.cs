namespace WardOps.Web.Components.Rules;

/// <summary>In what a duration is written.</summary>
/// <param name="Word">What it is called.</param>
/// <param name="Length">How long one is.</param>
public sealed record RuleUnit(string Word, TimeSpan Length)
{
    public static IReadOnlyList<RuleUnit> All { get; } =
        [new("seconds", TimeSpan.FromSeconds(1)), new("minutes", TimeSpan.FromMinutes(1)), new("hours", TimeSpan.FromHours(1)), new("days", TimeSpan.FromDays(1))];

    /// <summary>The greatest of which it is a whole number.</summary>
    public static RuleUnit Of(TimeSpan span) => All.Last(u => u == All[0] || (span > TimeSpan.Zero && span.Ticks % u.Length.Ticks == 0));
}
