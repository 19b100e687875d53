namespace WardOps.Core.Notifications.Dispatching;

/// <summary>What became of a line.</summary>
public enum LineState : byte
{
    Waiting = 0,

    /// <summary>It is in a delivery.</summary>
    Told = 1,

    /// <summary>It was not to be told after all: snoozed, over before it was told, merged, or the route is gone.</summary>
    Withheld = 2,
}
