using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Maintenance;

/// <summary>Who is in maintenance now, by slot. For one thread, that of the status board. It works only when the devices, the windows or the hour demand it: a quiet tick compares two times.</summary>
internal sealed class MaintenanceMarks(MaintenanceWindows windows)
{
    private bool[] _isIn = [];
    private MaintenanceSet _set = MaintenanceSet.Unknown;
    private long _catalog;
    private DateTimeOffset _at;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public bool this[int slot] => slot < _isIn.Length && _isIn[slot];

    /// <summary>Takes up what has changed until now.</summary>
    /// <param name="catalog">The devices.</param>
    /// <param name="now">Wall clock; where it was set back, everything is looked at again.</param>
    public void Follow(Catalog catalog, DateTimeOffset now)
    {
        var set = windows.Current;
        if (!ReferenceEquals(set, _set) || catalog.Version != _catalog || now >= _next || now < _at)
        {
            Judge(set, catalog, now);
        }
    }

    private void Judge(MaintenanceSet set, Catalog catalog, DateTimeOffset now)
    {
        (_set, _catalog, _at, _next) = (set, catalog.Version, now, DateTimeOffset.MaxValue);
        _isIn = _isIn.Length < catalog.Slots ? new bool[catalog.Slots] : _isIn;
        Array.Clear(_isIn);
        foreach (var window in set.Windows)
        {
            if (window.NextChange(now) is not { } change)
            {
                continue;
            }

            _next = change < _next ? change : _next;
            if (window.IsActive(now))
            {
                foreach (var device in window.Scope.In(catalog))
                {
                    _isIn[device.Slot] = true;
                }
            }
        }
    }
}
