namespace WardOps.Core.Devices;

/// <summary>How one device is probed and judged, with nothing left open.</summary>
/// <param name="EveryRounds">It takes part in every so many-th round; 1 is all of them.</param>
/// <param name="Echoes">Echoes in each of its rounds.</param>
/// <param name="Timeout">An echo without a valid reply after this long is lost.</param>
/// <param name="DownAfter">Consecutive lost echoes that make it Down.</param>
/// <param name="UpAfter">Consecutive answered echoes that make it Up again.</param>
public sealed record ProbeSettings(int EveryRounds, int Echoes, TimeSpan Timeout, int DownAfter, int UpAfter)
{
    /// <summary>5 echoes in every round, 1 s, Down after 6 lost, Up at the first answer.</summary>
    public static ProbeSettings Standard { get; } = new(1, 5, TimeSpan.FromSeconds(1), 6, 1);
}
