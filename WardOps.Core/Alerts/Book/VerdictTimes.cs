using WardOps.Core.Devices;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>When each device was found to be down: by the clock of the tick, while its <c>down_since</c> is that of its first lost echo.</summary>
internal sealed class VerdictTimes
{
    private DateTimeOffset[] _at = [];

    public void Judge(Verdict verdict)
    {
        if (_at.Length < verdict.Board.Catalog.Slots)
        {
            Array.Resize(ref _at, verdict.Board.Catalog.Slots);
        }

        foreach (var change in verdict.Transitions)
        {
            _at[change.Device.Slot] = verdict.Board.AsOf;
        }
    }

    /// <summary>That time; where it was before this process began, the time given.</summary>
    public DateTimeOffset Of(WatchedDevice device, DateTimeOffset otherwise) => _at[device.Slot] is var at && at != default ? at : otherwise;
}
