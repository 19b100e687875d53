using System.Globalization;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>
/// Decides by what the monitor shows of its own whether a tick can be believed; <see cref="UplinkRules"/> judges the way out.
/// Pure. Limits, and what each is for: see docs/decisions/0011. They err on the side of doubt where the monitor itself shows
/// a fault, and on the side of belief where only devices do.
/// </summary>
public static class SightRules
{
    /// <summary>Share of the devices whose echoes may fail to leave by a fault of the whole monitor.</summary>
    public const double MostNotSent = 0.01;

    /// <summary>Share of the devices whose echoes may fail to leave by routes and firewall rules.</summary>
    public const double MostNotRouted = 0.3;

    /// <summary>Fewer devices than this blind nobody by not being asked, unless they are all there are: each is told by itself.</summary>
    public const int LeastNotSent = 5;

    /// <param name="facts">What was seen.</param>
    /// <param name="timeout">The common timeout: half of it is what an echo may be late, or the clock may be stepped.</param>
    public static Sight Own(in SightFacts facts, TimeSpan timeout)
    {
        var half = timeout.Ticks * 50;
        if (facts.SocketProblem is { } problem)
        {
            return new Sight(SightProblem.NoSocket, problem);
        }

        if (facts.CanaryNotSent != NotSentReason.None)
        {
            return Blind(SightProblem.CanaryNotSent, $"This machine cannot send an echo to its own loopback address: {SendErrors.Words(facts.CanaryNotSent)}. Look at its firewall and its routes.");
        }

        if (facts.CanariesLost > 0)
        {
            return Blind(SightProblem.CanaryLost, $"This machine does not hear its own echo: {facts.CanariesLost} echoes to the loopback address were lost. Look at its load and its firewall.");
        }

        if (facts.Drops > 0)
        {
            return Blind(SightProblem.RepliesDropped, $"The kernel threw away ICMP messages that were not read in time. Raise net.core.rmem_max, or give WardOps more CPU.");
        }

        if (facts.MaxLagNs > half)
        {
            return Blind(SightProblem.Late, $"Echoes left up to {facts.MaxLagNs / 1e6:F0} ms late: this machine is too busy, or was suspended.");
        }

        if (AreMany(facts.NotSent, facts.Hosts, MostNotSent))
        {
            return Blind(SightProblem.NotSent, $"The echoes to {facts.NotSent} of {facts.Hosts} devices could not be sent: the send queue was full, or this machine too busy.");
        }

        if (AreMany(facts.NotRouted, facts.RoutedHosts, MostNotRouted))
        {
            return Blind(SightProblem.NotSent, $"The echoes to {facts.NotRouted} of {facts.RoutedHosts} devices were refused by routes or firewall rules of this machine. Look at its network.");
        }

        if (Math.Abs(facts.ClockStepNs) > half)
        {
            return Blind(SightProblem.ClockStepped, $"The clock of this machine was stepped by {facts.ClockStepNs / 1e9:F1} s.");
        }

        return Sight.Clear;
    }

    private static bool AreMany(int part, int all, double most) => part > 0 && (part >= all || (part >= LeastNotSent && part > most * all));

    private static Sight Blind(SightProblem problem, FormattableString reason) => new(problem, reason.ToString(CultureInfo.InvariantCulture));
}
