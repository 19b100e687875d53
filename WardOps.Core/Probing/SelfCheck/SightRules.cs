using System.Globalization;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>
/// Decides whether a tick can be believed. Pure. Limits, and what each is for: see docs/decisions/0010. They err on the side of
/// doubt where the monitor itself shows a fault, and on the side of belief where only devices do.
/// </summary>
public static class SightRules
{
    /// <summary>Share of the devices that answered until then. Above it, with every anchor silent, the uplink is cut and not the fleet.</summary>
    public const double FallenWithAnchors = 0.3;

    /// <summary>The same where no anchor has ever answered, so that only the fleet itself can tell.</summary>
    public const double FallenWithoutAnchors = 0.9;

    /// <summary>Fewer devices than this prove nothing without an anchor.</summary>
    public const int LeastAskedWithoutAnchors = 5;

    /// <summary>Share of the echoes that may fail to leave by a fault of the whole monitor.</summary>
    public const double MostNotSent = 0.01;

    /// <summary>Share of the echoes that may fail to leave by routes and firewall rules.</summary>
    public const double MostNotRouted = 0.3;

    /// <summary>Share of answers among the echoes that have ended from which on a cut uplink is taken for mended.</summary>
    public const double Mended = 0.5;

    /// <summary>What the monitor shows of its own: everything but the way out.</summary>
    /// <param name="facts">What was seen.</param>
    /// <param name="timeout">The common timeout: half of it is what an echo may be late, or the clock may be stepped.</param>
    public static Sight Own(in SightFacts facts, TimeSpan timeout)
    {
        var half = timeout.Ticks * 50;
        if (facts.SocketProblem is { } problem)
        {
            return new Sight(SightProblem.NoSocket, problem);
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

        if (Share(facts.NotSent, facts.Sent) > MostNotSent)
        {
            return Blind(SightProblem.NotSent, $"{facts.NotSent} of {facts.Sent + facts.NotSent} echoes could not be sent: the send queue was full, or the socket broke.");
        }

        if (Share(facts.NotRouted, facts.Sent) > MostNotRouted)
        {
            return Blind(SightProblem.NotSent, $"{facts.NotRouted} of {facts.Sent + facts.NotRouted} echoes were refused by routes or firewall rules of this machine. Look at its network.");
        }

        if (Math.Abs(facts.ClockStepNs) > half)
        {
            return Blind(SightProblem.ClockStepped, $"The clock of this machine was stepped by {facts.ClockStepNs / 1e9:F1} s.");
        }

        return Sight.Clear;
    }

    /// <summary>Whether the way out is cut. Once it is, it stays so until an anchor answers or most echoes do: devices that fell silent with it no longer count as fallen.</summary>
    /// <param name="facts">What was seen.</param>
    /// <param name="was">The same judgement of the tick before.</param>
    public static Sight Uplink(in SightFacts facts, Sight was)
    {
        if (!was.IsClear && facts.AnchorsAnswering == 0 && !IsMended(in facts))
        {
            return was;
        }

        var fallen = Share(facts.Fell, facts.Asked - facts.Fell);
        if (facts.Anchors > 0)
        {
            return facts.AnchorsAnswering == 0 && fallen > FallenWithAnchors
                ? Blind(SightProblem.UplinkLost, $"{facts.Fell} of {facts.Asked} devices fell silent together with every anchor: the uplink of this machine is cut.")
                : Sight.Clear;
        }

        return facts.Asked >= LeastAskedWithoutAnchors && fallen > FallenWithoutAnchors
            ? Blind(SightProblem.UplinkLost, $"{facts.Fell} of {facts.Asked} devices fell silent at once, and no anchor is there to tell whether it is them or the uplink of this machine. Set Probing:Anchors.")
            : Sight.Clear;
    }

    private static bool IsMended(in SightFacts facts) => facts.Answered > 0 && Share(facts.Answered, facts.Lost) >= Mended;

    private static double Share(int part, int rest) => part == 0 ? 0 : part / (double)(part + rest);

    private static Sight Blind(SightProblem problem, FormattableString reason) => new(problem, reason.ToString(CultureInfo.InvariantCulture));
}
