namespace WardOps.Core.Storage;

/// <summary>Holds the <see cref="StoreState"/> of now.</summary>
public sealed class StoreStatus
{
    private volatile StoreState _current = new("none", false, "The device store is not open yet.", null);

    public StoreState Current => _current;

    public void Set(StoreState state) => _current = state;
}
