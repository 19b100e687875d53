using System.Globalization;
using Microsoft.AspNetCore.Components;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;
using WardOps.Web.Components.Format;

namespace WardOps.Web.Components.Ledger;

/// <summary>The books of history: how many rounds are missing, which, and why.</summary>
public sealed partial class LedgerPage
{
    private static readonly TimeSpan s_barelyYounger = TimeSpan.FromMinutes(2);

    private (long Version, LedgerRange Range, DateTimeOffset Cell)? _shown;
    private LedgerSummary? _summary;
    private IReadOnlyList<LedgerCell> _cells = [];
    private IReadOnlyList<LedgerGap> _gaps = [];
    private IReadOnlyList<RejectedRows> _rejected = [];

    [Inject]
    public required RoundLedger Ledger { get; init; }

    [Inject]
    public required LedgerNotes LedgerNotes { get; init; }

    [Inject]
    public required RejectionLog Rejections { get; init; }

    [Inject]
    public required ReadBackState ReadBack { get; init; }

    [Inject]
    public required IHistoryStatus Status { get; init; }

    [Inject]
    public required RollingSums Sums { get; init; }

    [Parameter, SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    private LedgerRange Chosen => LedgerRange.Of(Range);

    private HistoryState State => Status.Current;

    private long Missing => _summary?.Counts[RoundFate.Missing] ?? 0;

    private long Acknowledged => _summary?.Counts[RoundFate.Acknowledged] ?? 0;

    private string StoreWords => State.Problem ?? State.Mode switch
    {
        HistoryMode.Embedded => "the VictoriaMetrics that WardOps runs",
        HistoryMode.External => "the VictoriaMetrics at VICTORIA_URL",
        _ => "the device store keeps 24 hours",
    };

    private string WaitingWords => string.Join(", ", new[]
    {
        "rounds to be sent",
        State.OldestWaiting is { } oldest && Time.GetUtcNow() - oldest > s_barelyYounger ? $"the oldest from {Words.Duration(Time.GetUtcNow() - oldest)} ago" : null,
        State.Mode == HistoryMode.Sql ? null : State.IsSpoolOnDisk ? Say($"{State.SpoolBytes / 1e6:N1} MB on disk") : "in memory only",
        State.DroppedRounds > 0 ? $"{Number(State.DroppedRounds)} given up since the start" : null,
    }.OfType<string>());

    /// <summary>The range; or how long there has been anything to record, if that is less.</summary>
    private string Covered => _summary is { } summary && summary.To - summary.From < Chosen.Length - s_barelyYounger
        ? $"{Words.Duration(summary.To - summary.From)}, since the first one"
        : Chosen.Words;

    private IEnumerable<string> Notes => State.Advice.Concat(new[]
    {
        LedgerNotes.SetAside,
        LedgerNotes.Problem,
        State.IsAvailable && ReadBack.Problem is { } problem ? $"Rounds cannot be read back now. {problem}" : null,
        ReadBack.Surplus is { } more
            ? Say($"The store has more than was written of {ReadBack.SurplusRounds:N0} rounds; of the last of them, {more.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {more.Found:N0} status samples where {more.Written:N0} were written. Somebody else writes device_ping_status into it.")
            : null,
    }.OfType<string>());

    protected override void OnParametersSet() => Look();

    protected override Task OnBoardAsync()
    {
        Look();
        return Task.CompletedTask;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double share) => Say($"{Math.Floor(share * 100):0} %");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Look()
    {
        var now = Time.GetUtcNow();
        _rejected = Rejections.Findings;
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        if (_shown == (Ledger.Version, Chosen, minute))
        {
            return;   // nothing was booked since
        }

        _shown = (Ledger.Version, Chosen, minute);
        _summary = Ledger.Summary(now - Chosen.Length, now);
        _cells = Chosen.Cells(_summary, now);
        _gaps = _summary.Gaps;
    }
}
