using System.Globalization;

namespace WardOps.Core.History.Victoria;

/// <summary>What a server that somebody else runs should be told to do otherwise, by the flags that it shows. Pure.</summary>
internal static class VictoriaAdvice
{
    private static readonly TimeSpan s_year = TimeSpan.FromDays(365);

    /// <summary>In words for people, each with what to do; none where all is well, or where the server does not say.</summary>
    /// <param name="server">What it says of itself.</param>
    /// <param name="roundLength">Length of a round.</param>
    public static IReadOnlyList<string> Of(VictoriaServerState server, TimeSpan roundLength)
    {
        var advice = new List<string>();
        if (FlagValue.Duration(server.DedupInterval) is { } dedup && (dedup <= TimeSpan.Zero || dedup > roundLength))
        {
            var what = dedup <= TimeSpan.Zero
                ? "keeps a sample as often as it is sent: rounds that WardOps sends again after a restart of the server would count twice in ranges of more than 7 days."
                : $"throws rounds away: of all samples within {server.DedupInterval} it keeps one, and a round is {Seconds(roundLength)}.";
            advice.Add($"VictoriaMetrics {what} Start it with -dedup.minScrapeInterval={Seconds(roundLength)}.");
        }

        if (FlagValue.Retention(server.RetentionPeriod) is { } kept && kept < s_year)
        {
            advice.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"VictoriaMetrics keeps history for {kept.TotalDays:0.#} days, and what is older is deleted for good. For a year, start it with -retentionPeriod=12."));
        }

        return advice;
    }

    private static string Seconds(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.###}s");
}
