namespace WardOps.Core.Probing.Faults;

/// <summary>The part one device plays in the demo.</summary>
/// <param name="Branch">Index of its branch, in order of name.</param>
/// <param name="Standing">What is always wrong with it.</param>
/// <param name="FlapsEvery">How long its way of going and coming takes, in nanoseconds; 0 if it does not flap.</param>
internal readonly record struct DemoRole(int Branch, EchoFault Standing, long FlapsEvery)
{
    /// <summary>The part that a hash of its address gives a device.</summary>
    public static DemoRole Of(int branch, ulong hash)
    {
        var spread = (hash >> 16) % 1000 / 1000.0;   // other bits than those that choose the part
        return (hash % 1000) switch
        {
            < 40 => new DemoRole(branch, EchoFault.Cut, 0),
            < 70 => new DemoRole(branch, EchoFault.Lossy(0.2 + (0.2 * spread)), 0),
            < 90 => new DemoRole(branch, EchoFault.Slow(TimeSpan.FromMilliseconds(100 + (300 * spread))), 0),
            < 105 => new DemoRole(branch, EchoFault.None, EchoClock.Nanos(TimeSpan.FromSeconds(90 + (150 * spread)))),
            _ => new DemoRole(branch, EchoFault.None, 0),
        };
    }

    /// <summary>A flapping device is away for the last third of each of its stretches.</summary>
    public EchoFault At(long now) => FlapsEvery > 0 && now % FlapsEvery * 3 >= 2 * FlapsEvery ? EchoFault.Cut : Standing;
}
