using WardOps.Core.History.Sums;
using WardOps.Core.Status;

namespace WardOps.Web.Problems;

/// <summary>Joins what is true now with what the sums know of the last 24 hours. Made once per change for everybody who looks.</summary>
public sealed class ProblemBook(RollingSums sums)
{
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(10);

    private volatile Page? _last;

    /// <summary>Devices that are down or were within the last 24 hours, in no order.</summary>
    public IReadOnlyList<ProblemFacts> Facts(Board board) => PageOf(board).Facts;

    /// <summary>The problems of all regions, or of one.</summary>
    public ProblemLists Lists(Board board, string? region = null)
    {
        var page = PageOf(board);
        return region is null ? page.Lists : ProblemLists.Of(page.Facts.Where(f => f.Device.Region == region), board.AsOf);
    }

    private static List<ProblemFacts> Join(Board board, IReadOnlyList<DeviceDowntime> downtimes)
    {
        var bySlot = new DeviceDowntime?[board.BySlot.Length];
        foreach (var downtime in downtimes)
        {
            if (downtime.Device.Slot < bySlot.Length)
            {
                bySlot[downtime.Device.Slot] = downtime;
            }
        }

        var facts = new List<ProblemFacts>(downtimes.Count);
        foreach (var state in board.BySlot)
        {
            if (state is { Device.Enabled: true } && (state.Status == DeviceStatus.Down || bySlot[state.Device.Slot] is not null))
            {
                var downtime = bySlot[state.Device.Slot];
                facts.Add(new ProblemFacts(
                    state.Device,
                    state.Status == DeviceStatus.Down,
                    state.DownSince,
                    downtime?.MixedSteps ?? 0,
                    downtime?.Uptime.DownSeconds ?? 0,
                    downtime?.Uptime.Percent));
            }
        }

        return facts;
    }

    /// <summary>A board on which no device has changed says the same; a kind changes with time alone, but not within seconds.</summary>
    private Page PageOf(Board board)
    {
        var (version, last) = (sums.Version, _last);
        if (last is not null && last.Version == version && last.Board.BySlot == board.BySlot && (board.AsOf - last.Board.AsOf).Duration() < s_keep)
        {
            return last;
        }

        var downtimes = last?.Version == version ? last.Downtimes : sums.Downtimes(null);
        var facts = Join(board, downtimes);
        return _last = new Page(board, version, downtimes, facts, ProblemLists.Of(facts, board.AsOf));
    }

    private sealed record Page(Board Board, long Version, IReadOnlyList<DeviceDowntime> Downtimes, IReadOnlyList<ProblemFacts> Facts, ProblemLists Lists);
}
