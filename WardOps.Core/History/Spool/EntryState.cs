namespace WardOps.Core.History.Spool;

internal enum EntryState
{
    /// <summary>To be sent.</summary>
    Waiting,

    /// <summary>Sent and acknowledged; kept for a while, since an acknowledgement is no promise.</summary>
    Acknowledged,

    /// <summary>Lost: damaged, refused, or given up for others.</summary>
    Lost,
}
