namespace WardOps.Core.Probing;

/// <summary>Devices of one address family that are probed in the same rounds with the same number of echoes, in the order of their phases.</summary>
/// <param name="Slots">The devices.</param>
/// <param name="Phases">When within a spacing each has its turn, in nanoseconds, ascending: the order of the first echoes is the order of all.</param>
/// <param name="Echoes">Echoes of each in a round.</param>
/// <param name="SpacingNs">Time between two of them, in nanoseconds.</param>
/// <param name="EveryRounds">They take part in every so many-th round ...</param>
/// <param name="Turn">... whose number leaves this remainder.</param>
internal sealed record ProbeGroup(int[] Slots, long[] Phases, int Echoes, long SpacingNs, int EveryRounds, int Turn)
{
    public bool IsInRound(long number) => EveryRounds == 1 || number % EveryRounds == Turn;
}
