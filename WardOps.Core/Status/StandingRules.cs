namespace WardOps.Core.Status;

/// <summary>What is told of a device, from its own echoes and its parents: pure, and asked of parents before their children, so that it cannot depend on who was heard first.</summary>
public static class StandingRules
{
    /// <summary>What is told after one more tick.</summary>
    /// <param name="was">What was told.</param>
    /// <param name="own">What its own echoes say.</param>
    /// <param name="parents">Its parents, judged in this very tick; only asked for a device that is Down by its own echoes.</param>
    /// <param name="downAfter">Lost echoes, sent after a parent came back, that make it Down.</param>
    /// <param name="mono">Monotonic clock, nanoseconds.</param>
    /// <param name="patience">How long a Down waits at the most for parents that may be dead too, in nanoseconds.</param>
    public static Standing Next(in Standing was, in DeviceTrack own, in ParentsNow parents, int downAfter, long mono, long patience)
    {
        if (own.Status != DeviceStatus.Down)
        {
            return was.Status == own.Status ? new Standing(was.Status, was.Since) : new Standing(own.Status, own.Since);
        }

        if (was.Status == DeviceStatus.Down)
        {
            return new Standing(DeviceStatus.Down, own.FirstLostAt);   // also when its parents die later: that it was down by itself stays true
        }

        if (parents.AllAway)
        {
            return new Standing(DeviceStatus.Unreachable, own.FirstLostAt);
        }

        var gated = was.Status == DeviceStatus.Unreachable ? Gated(in was, in own, in parents) : was;
        var isOpen = was.Status != DeviceStatus.Unreachable || gated.GateLost >= downAfter;
        if (!isOpen)
        {
            return gated;
        }

        var held = was.HeldSince == 0 ? Math.Max(1, mono) : was.HeldSince;
        return parents.MayBeAway && mono - held < patience ? gated with { HeldSince = held } : new Standing(DeviceStatus.Down, own.FirstLostAt);
    }

    /// <summary>One more echo to it was lost, at this place in the order of echoes.</summary>
    public static Standing Lost(in Standing was, long order) => was.IsGated && order > was.GatedFrom ? was with { GateLost = was.GateLost + 1 } : was;

    /// <summary>While the monitor cannot be believed, and when it is asked at another address: what was lost until then proves nothing.</summary>
    public static Standing Doubted(in Standing was) => was with { GateLost = 0, HeldSince = 0 };

    /// <summary>After the wall clock was stepped: all that happened is as long ago as before.</summary>
    public static Standing Stepped(in Standing was, long step) => was.Since == 0 ? was : was with { Since = was.Since + step };

    /// <summary>What is told of a device whose stored row has just been read.</summary>
    /// <param name="was">What was told since the start.</param>
    /// <param name="own">Its track after the row was taken in.</param>
    /// <param name="stored">What was told before the restart.</param>
    public static Standing Restored(in Standing was, in DeviceTrack own, DeviceStatus stored)
    {
        if (own.Status != DeviceStatus.Down)
        {
            return was.Status == own.Status && was.Since == own.Since ? was : new Standing(own.Status, own.Since);
        }

        var status = stored is DeviceStatus.Down or DeviceStatus.Unreachable ? stored : was.Status;
        return status is DeviceStatus.Down or DeviceStatus.Unreachable ? new Standing(status, own.FirstLostAt) : was;
    }

    private static Standing Gated(in Standing was, in DeviceTrack own, in ParentsNow parents) => (was.IsGated ? was : was with
    {
        IsGated = true,
        GatedFrom = parents.Answered,
        GateLost = 0,
    }) with
    { Since = own.FirstLostAt };
}
