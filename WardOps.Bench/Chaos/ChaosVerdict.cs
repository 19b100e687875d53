namespace WardOps.Bench.Chaos;

/// <summary>
/// Holds what the store has against what the ledger says and against what whoever killed the processes knows. Every round is one of: whole (each device has
/// it exactly once), absent (no device has it), or torn, which must never be.
/// </summary>
/// <param name="Due">Rounds of the run.</param>
/// <param name="Whole">Rounds that each device has exactly once.</param>
/// <param name="Absent">Rounds that no device has.</param>
/// <param name="Torn">Rounds that some devices have and others have not.</param>
/// <param name="Lost">Rounds that are absent although WardOps surely ran, for no reason that the ledger gives.</param>
/// <param name="Unbelieved">Rounds that are absent while WardOps ran since the monitor did not believe itself, and the ledger says so.</param>
/// <param name="Untold">Rounds that are absent, or torn, and that the ledger does not call missing.</param>
/// <param name="Slandered">Rounds that are whole and that the ledger calls missing.</param>
/// <param name="Twice">Samples that are there more than once.</param>
internal sealed record ChaosVerdict(int Due, int Whole, int Absent, int Torn, int Lost, int Unbelieved, int Untold, int Slandered, long Twice)
{
    // A round that began while WardOps came up or whose end it did not live to see is owed to nobody: it closes up to two seconds after its end.
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_end = TimeSpan.FromSeconds(5);

    // A monitor that does not believe itself for longer proves nothing of what becomes of rounds.
    private const int MostUnbelieved = 5;

    public bool IsPerfect => this is { Torn: 0, Lost: 0, Untold: 0, Slandered: 0, Twice: 0 } && Whole > 0 && MostUnbelieved * Unbelieved <= Due;

    public static ChaosVerdict Of(
        StoredRounds stored, IReadOnlyList<LedgerGap> gaps, IReadOnlyList<RunningSpan> spans, DateTimeOffset from, DateTimeOffset to, TimeSpan interval, int devices)
    {
        var verdict = new ChaosVerdict(0, 0, 0, 0, 0, 0, 0, 0, stored.Twice);
        for (var round = from; round < to; round += interval)
        {
            var have = stored.Devices.GetValueOrDefault(round.ToUnixTimeMilliseconds());
            var gap = gaps.FirstOrDefault(g => g.Holds(round));
            var (isWhole, isAbsent) = (have == devices, have == 0);
            var ran = spans.Any(s => round >= s.From + s_start && round < s.To - s_end);
            var isUnbelieved = gap?.Reason is "blind";
            verdict = verdict with
            {
                Due = verdict.Due + 1,
                Whole = verdict.Whole + (isWhole ? 1 : 0),
                Absent = verdict.Absent + (isAbsent ? 1 : 0),
                Torn = verdict.Torn + (isWhole || isAbsent ? 0 : 1),
                Lost = verdict.Lost + (isAbsent && ran && !isUnbelieved ? 1 : 0),
                Unbelieved = verdict.Unbelieved + (isAbsent && ran && isUnbelieved ? 1 : 0),
                Untold = verdict.Untold + (!isWhole && gap is null ? 1 : 0),
                Slandered = verdict.Slandered + (isWhole && gap is not null ? 1 : 0),
            };
        }

        return verdict;
    }
}
