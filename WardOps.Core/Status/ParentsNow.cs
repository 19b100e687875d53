namespace WardOps.Core.Status;

/// <summary>What a device has to know of those through whom it is reached.</summary>
/// <param name="AllAway">There are some, and every one is Down or Unreachable.</param>
/// <param name="MayBeAway">There are some, and every one is Down, Unreachable or suspect: not all of them have been decided on.</param>
/// <param name="Answered">Place of the youngest answer of one that is Up, in the order of echoes; 0 if none is.</param>
public readonly record struct ParentsNow(bool AllAway, bool MayBeAway, long Answered)
{
    /// <summary>Takes one more parent in; begin with <see cref="Nobody"/>.</summary>
    /// <param name="own">What its own echoes say.</param>
    /// <param name="told">What is told of it in this very tick.</param>
    /// <param name="firstLost">Place of the first lost echo of the device in question: a parent that has answered a later one is alive.</param>
    public ParentsNow And(in DeviceTrack own, in Standing told, long firstLost) => new(
        AllAway && told.IsAway,
        MayBeAway && (told.IsAway || IsSuspect(in own, firstLost)),
        told.Status == DeviceStatus.Up ? Math.Max(Answered, own.LastAnswered) : Answered);

    /// <summary>The neutral element, and not the answer for a device without parents: that is <c>default</c>.</summary>
    public static ParentsNow Nobody { get; } = new(true, true, 0);

    private static bool IsSuspect(in DeviceTrack own, long firstLost) => own.Status switch
    {
        DeviceStatus.Up => own.LostInRow > 0 || own.LastAnswered < firstLost,
        DeviceStatus.Down => true,               // its own Down waits
        _ => own.LostInRow > 0,                  // of one that is never heard of nobody knows anything, and that would be so for ever
    };
}
