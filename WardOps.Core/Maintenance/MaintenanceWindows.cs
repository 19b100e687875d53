namespace WardOps.Core.Maintenance;

/// <summary>Holds the current <see cref="MaintenanceSet"/>. Readers take no lock; a swap takes effect with the next tick.</summary>
public sealed class MaintenanceWindows
{
    private volatile MaintenanceSet _current = MaintenanceSet.Unknown;

    public MaintenanceSet Current => _current;

    /// <summary>Raised on the thread that swaps, after the new set can be seen.</summary>
    public event Action? Swapped;

    public void Swap(MaintenanceSet next)
    {
        _current = next;
        Swapped?.Invoke();
    }
}
