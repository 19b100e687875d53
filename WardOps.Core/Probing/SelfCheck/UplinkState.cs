namespace WardOps.Core.Probing.SelfCheck;

/// <summary>What is held of the way out of this machine.</summary>
internal enum UplinkState
{
    /// <summary>Nobody has answered since the start: nothing is known of it yet.</summary>
    Starting,

    /// <summary>It works.</summary>
    Clear,

    /// <summary>It may be cut, or has just come back: nothing is believed until every device has had its turn.</summary>
    Suspected,

    /// <summary>It is cut.</summary>
    Cut,

    /// <summary>It works, and yet no anchor answers: the anchors are gone, and so is whoever else is silent.</summary>
    Partial,
}
