namespace WardOps.Core.Probing.SelfCheck;

/// <summary>What is known of the way out at the end of a tick.</summary>
internal readonly record struct UplinkFacts
{
    /// <summary>Monotonic clock, nanoseconds.</summary>
    public long Now { get; init; }

    /// <summary>Devices that are asked.</summary>
    public int Hosts { get; init; }

    /// <summary>How the anchors stand.</summary>
    public AnchorCounts Anchors { get; init; }

    /// <summary>The anchors of the other address family, as long as nobody of it has answered either. They say nothing of this one where it has its own, and are all there is where it has none.</summary>
    public AnchorCounts OtherAnchors { get; init; }

    /// <summary>The other address family is cut or suspect; where nobody is asked over it, its anchors are silent.</summary>
    public bool IsOtherCut { get; init; }

    /// <summary>Anybody, device or anchor, has answered since the start.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>Any echo to a device or an anchor was lost since the start.</summary>
    public bool HasLost { get; init; }

    /// <summary>Devices whose last echo was answered.</summary>
    public int Answering { get; init; }

    /// <summary>In the time in which every device has its turn.</summary>
    public Fallen Window { get; init; }

    /// <summary>Since the last anchor fell silent; nobody while one answers.</summary>
    public Fallen InSilence { get; init; }

    /// <summary>Lately, in the shortest time in which nearly all fell; nobody if there is none.</summary>
    public Fallen AtOnce { get; init; }

    /// <summary>When the time of <see cref="AtOnce"/> began, on the monotonic clock.</summary>
    public long AtOnceFrom { get; init; }

    /// <summary>In the time in which every device has its turn, of those alone that were heard since the suspicion began.</summary>
    public Fallen Again { get; init; }

    /// <summary>Devices that answered when the suspicion began, as far as they are still asked.</summary>
    public int UpAtOnset { get; init; }

    /// <summary>Of these, the ones heard since.</summary>
    public int Heard { get; init; }

    /// <summary>While the other address family is cut or suspect, and has been since about the same time: its devices that answered when that began.</summary>
    public int OtherUpAtOnset { get; init; }

    /// <summary>Of these, the ones heard since.</summary>
    public int OtherHeard { get; init; }

    /// <summary>The share of both families together, where both fell silent together; else that of this one.</summary>
    public double HeardShareOfAll => UpAtOnset + OtherUpAtOnset > 0 ? (Heard + OtherHeard) / (double)(UpAtOnset + OtherUpAtOnset) : HeardShare;

    /// <summary>Share of those that were up which are heard; of nobody, whether anybody answers at all.</summary>
    public double HeardShare => UpAtOnset > 0 ? Heard / (double)UpAtOnset : Answering > 0 ? 1 : 0;
}
