namespace WardOps.Core.Probing;

/// <summary>
/// Says when the slots of devices that are gone may be given out again: once no echo to them can be under way. Rounds that began with
/// the old catalog send for two intervals at the most, and the longest timeout has to pass after that. Only the loop's thread uses it.
/// </summary>
internal sealed class RetiredSlots(ProbeOrders orders, long intervalNs)
{
    private readonly long _quarantineNs = (2 * intervalNs) + TimeoutClass.Nanos(TimeoutClass.Longest);
    private readonly Queue<(long Version, long Mono)> _adopted = new();
    private long _newest = -1;

    /// <summary>A round begins with this version of the catalog.</summary>
    public void Adopted(long version, long nowMono)
    {
        while (_adopted.TryPeek(out var oldest) && nowMono - oldest.Mono > _quarantineNs)
        {
            _adopted.Dequeue();
            orders.Settle(oldest.Version);
        }

        if (version != _newest)
        {
            _newest = version;
            _adopted.Enqueue((version, nowMono));
        }
    }
}
