namespace WardOps.Core.History.Sums;

/// <summary>Gives each device a place, an index into arrays; places of devices that are gone are given out again.</summary>
internal sealed class SumsPlaces
{
    private readonly Dictionary<Guid, int> _places = [];
    private readonly Stack<int> _free = new();

    /// <summary>An exclusive bound of all places.</summary>
    public int Bound { get; private set; }

    /// <summary>Devices with their places.</summary>
    public IReadOnlyDictionary<Guid, int> All => _places;

    public int Of(Guid id)
    {
        if (!_places.TryGetValue(id, out var place))
        {
            place = _free.TryPop(out var free) ? free : Bound++;
            _places.Add(id, place);
        }

        return place;
    }

    public bool TryFind(Guid id, out int place) => _places.TryGetValue(id, out place);

    public bool Remove(Guid id, out int place)
    {
        if (!_places.Remove(id, out place))
        {
            return false;
        }

        _free.Push(place);
        return true;
    }
}
