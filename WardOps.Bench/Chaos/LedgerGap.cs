using System.Text.Json;

namespace WardOps.Bench.Chaos;

/// <summary>What WardOps itself says is missing.</summary>
internal sealed record LedgerGap(DateTimeOffset From, DateTimeOffset To, long Rounds, string Reason)
{
    public static IReadOnlyList<LedgerGap> Of(JsonElement ledger) =>
    [
        .. ledger.GetProperty("gaps").EnumerateArray().Select(g => new LedgerGap(
            g.GetProperty("from").GetDateTimeOffset(), g.GetProperty("to").GetDateTimeOffset(), g.GetProperty("rounds").GetInt64(), g.GetProperty("reason").GetString()!)),
    ];

    public bool Holds(DateTimeOffset round) => round >= From && round < To;
}
