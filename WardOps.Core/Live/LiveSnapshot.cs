namespace WardOps.Core.Live;

/// <summary>Everything the screens show, at one version. Sent on connect and on <c>Resync</c>.</summary>
/// <param name="Version">Version of the feed; the next delta carries this plus one.</param>
/// <param name="AsOf">Wall clock of the board it was taken from.</param>
/// <param name="LastRound">When the last round closed; null before the first.</param>
/// <param name="Totals">Counts by status.</param>
/// <param name="Devices">All devices.</param>
/// <param name="Blind">Why nothing that is seen is believed now; null while it is.</param>
public sealed record LiveSnapshot(
    long Version,
    DateTimeOffset AsOf,
    DateTimeOffset? LastRound,
    LiveTotals Totals,
    IReadOnlyList<LiveDevice> Devices,
    LiveBlindness? Blind)
{
    /// <summary>The last round, if it could not be believed; null if it could.</summary>
    public LiveUnknownRound? UnknownRound { get; init; }

    /// <summary>Why nothing that is seen over one address family is believed now, where the other can be; null while both can, or neither.</summary>
    public LiveBlindness? PartlyBlind { get; init; }

    /// <summary>The last round, if it could not be believed for the devices of one address family; null if it could, or not at all.</summary>
    public LiveUnknownRound? PartlyUnknownRound { get; init; }

    /// <summary>Open alerts.</summary>
    public int ActiveAlerts { get; init; }

    /// <summary>Open critical alerts.</summary>
    public int CriticalAlerts { get; init; }
}
