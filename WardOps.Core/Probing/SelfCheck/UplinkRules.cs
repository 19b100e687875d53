using System.Globalization;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>
/// Decides whether the way out of this machine is cut: a small state machine, pure. Limits, and what each is for: see docs/decisions/0011.
/// It is blind at the first sign of a cut, so that no device goes Down while the cut is still becoming visible, and decides
/// when every device has had its turn. What it ends by counts only those that were up when it began, so that no number of
/// dead devices can hold it.
/// </summary>
internal static class UplinkRules
{
    /// <summary>Share of the devices that answered until then. Above it, with every anchor silent, the uplink is suspect.</summary>
    public const double FallenWithAnchors = 0.3;

    /// <summary>The same where no anchor answered of late, so that only the fleet itself can tell.</summary>
    public const double FallenWithoutAnchors = 0.9;

    /// <summary>Fewer devices than this prove nothing without an anchor.</summary>
    public const int LeastWithoutAnchors = 5;

    /// <summary>Share of the devices that answered until then. Above it, with most of them falling for the second time within ten seconds, something near the monitor flaps.</summary>
    public const double FallenAgain = 0.5;

    /// <summary>Fewer falls than this do not make an uplink that flaps, where anchors lose echoes too.</summary>
    public const int LeastWhileUnsteady = 2;

    /// <summary>The same where no anchor can tell.</summary>
    public const int LeastAgain = 3;

    /// <summary>When fewer than this share of the devices that were up answer, and no anchor, the uplink is cut. Where both address families fell silent
    /// together, it holds of both together: hosts on this side of the uplink may be many of the one and few of all.</summary>
    public const double LeastHeard = 0.1;

    /// <summary>When this share of the devices that were up answers, it works. With fewer an anchor has to answer steadily, or there has to be a <see cref="LongCalm"/>.</summary>
    public const double MostHeard = 0.5;

    /// <summary>So many times as long as usual without a flap are enough where only a part of those that were up answers: anchors may be unsteady for ever,
    /// since some routers answer a few echoes a second only, and a part of the fleet may be dead.</summary>
    public const int LongCalm = 4;

    /// <summary>What is held of the uplink after one more tick.</summary>
    public static Uplink Next(in Uplink was, in UplinkFacts facts, in UplinkTimes times)
    {
        var steadySince = facts.Anchors.Steady == 0 ? 0 : was.SteadySince == 0 ? facts.Now : was.SteadySince;
        var now = was with { SteadySince = steadySince };
        return was.State switch
        {
            UplinkState.Starting => Starting(in now, in facts),
            UplinkState.Suspected => Suspected(in now, in facts, in times),
            UplinkState.Cut when facts.Anchors.Answering > 0 || !IsNearlyNobody(in facts) => now with { State = UplinkState.Suspected, Since = facts.Now },
            UplinkState.Cut => now,
            UplinkState.Partial => Partial(in now, in facts, in times),
            _ => Clear(in now, in facts, in times),
        };
    }

    /// <summary>The shortest of the last ticks in which more than nine of ten fell.</summary>
    /// <param name="ticks">Newest first.</param>
    /// <returns>How many ticks that are; 0 if there are none such.</returns>
    public static int AtOnce(ReadOnlySpan<RollTick> ticks)
    {
        Fallen fallen = default;
        for (var i = 0; i < ticks.Length; i++)
        {
            fallen += ticks[i].All;
            if (fallen.Fell >= LeastWithoutAnchors && fallen.Share > FallenWithoutAnchors)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static Uplink Starting(in Uplink was, in UplinkFacts facts)
    {
        // Hosts on this side of the uplink answer also where it is cut. While they are few, an anchor has to confirm them, as long as it is not given up.
        var anchors = facts.Anchors.All > 0 ? facts.Anchors : facts.OtherAnchors;
        var areAlone = anchors is { All: > 0, Known: 0 } && facts.Answering < LeastHeard * facts.Hosts && (was.Since == 0 || facts.Now - was.Since < Sentinels.ForgottenAfterNs);
        if (facts.HasAnswered && !areAlone)
        {
            // Where echoes were lost before, the answer may be one of a flap: the devices have their turn first.
            return was.Sight.IsClear ? Calm(in was) : was with { State = UplinkState.Suspected, Since = facts.Now, Onset = facts.Now };
        }

        var canTell = facts.Hosts > 0 && (facts.Anchors.All > 0 || facts.Hosts >= LeastWithoutAnchors);
        return !canTell ? was with { Sight = Sight.Clear }
            : facts.HasLost && was.Sight.IsClear ? was with { Since = facts.Now, Sight = Nothing(in facts) }
            : was;
    }

    private static Uplink Clear(in Uplink was, in UplinkFacts facts, in UplinkTimes times)
    {
        if (facts.Anchors.Known == 0)
        {
            return ByTheFleetAlone(in was, in facts, in times, "no anchor is there to tell whether it is them or the uplink of this machine. Set Probing:Anchors.");
        }

        if (facts.Anchors.Answering == 0 && facts.InSilence.Share > FallenWithAnchors)
        {
            return Suspect(
                in was, in facts, facts.Anchors.HeardMono, $"{facts.InSilence.Fell} of {facts.InSilence.Asked} devices fell silent together with every anchor: the uplink of this machine is cut.");
        }

        if (facts.Anchors.Answering == 0 && facts.Answering == 0 && facts.Hosts > 0 && (facts.Window.Fell > 0 || AreGone(in facts, in times)))
        {
            return Suspect(in was, in facts, facts.Anchors.HeardMono, $"Neither an anchor nor one of {facts.Hosts} devices answers any more: the uplink of this machine is cut.");
        }

        return facts.Anchors.Steady == 0 && facts.Window.Fell >= LeastWhileUnsteady && facts.Window.Share > FallenWithAnchors
            ? Suspect(
                in was, in facts, facts.Now - times.Turn, $"{facts.Window.Fell} of {facts.Window.Asked} devices fell silent while every anchor loses echoes: the uplink of this machine flaps.")
            : was;
    }

    private static Uplink Partial(in Uplink was, in UplinkFacts facts, in UplinkTimes times)
    {
        if (facts.Anchors.Answering > 0 || facts.Anchors.Known == 0)
        {
            return Calm(in was);
        }

        return facts.HeardShare < LeastHeard
            ? was with { State = UplinkState.Cut, Sight = Blind($"{facts.UpAtOnset - facts.Heard} of {facts.UpAtOnset} devices are silent, and so is every anchor: the uplink of this machine is cut.") }
            : ByTheFleetAlone(in was, in facts, in times, "no anchor answers to tell whether it is them or the uplink of this machine.");
    }

    private static Uplink Suspected(in Uplink was, in UplinkFacts facts, in UplinkTimes times)
    {
        var flaps = facts.Again.Fell >= 2 && facts.Again.Share > FallenWithAnchors;
        var next = flaps ? was with { Since = facts.Now } : was;
        if (facts.Now - next.Since < times.Settle)
        {
            return next;
        }

        var areGone = AreGone(in facts, in times);
        if (areGone && IsNearlyNobody(in facts))
        {
            return next with { State = UplinkState.Cut };
        }

        if (areGone && facts.Anchors.Known > 0)
        {
            return next with { State = UplinkState.Partial, Sight = Sight.Clear };
        }

        var isSteady = next.SteadySince != 0 && facts.Now - next.SteadySince >= times.Turn;
        var isWell = facts.Anchors is { Answering: > 0 } or { Known: 0 } && (facts.HeardShare >= MostHeard || isSteady);
        return isWell || facts.Now - next.Since >= LongCalm * times.Settle ? Calm(in next) : next;
    }

    /// <summary>So few are heard of those that were up that they may all be on this side of the uplink.</summary>
    private static bool IsNearlyNobody(in UplinkFacts facts)
        => facts.HeardShare < LeastHeard || (facts.HeardShare < MostHeard && facts.HeardShareOfAll < LeastHeard);

    /// <summary>No anchor was heard for as long as a suspicion takes. One that is silent for a moment may be a router that answers a few echoes a second only: it tells of a way out all the same.</summary>
    private static bool AreGone(in UplinkFacts facts, in UplinkTimes times)
        => facts.Anchors.Answering == 0 && (facts.Anchors.Known == 0 || facts.Now - facts.Anchors.HeardMono >= times.Settle);

    /// <summary>Where no anchor can tell: nearly all fall at once, or many of them where the other address family is cut too, since both mostly share a way out, or most fall again and again, or not one is left that answers.</summary>
    private static Uplink ByTheFleetAlone(in Uplink was, in UplinkFacts facts, in UplinkTimes times, string why)
    {
        if (facts.IsOtherCut && facts.Hosts >= LeastWithoutAnchors && facts.Window.Fell > 0 && facts.Window.Share > FallenWithAnchors)
        {
            return Suspect(in was, in facts, facts.Now - times.Turn, $"{facts.Window.Fell} of {facts.Window.Asked} devices fell silent while the other address family is cut, and {why}");
        }

        if (facts.AtOnce.Fell > 0)
        {
            return Suspect(in was, in facts, facts.AtOnceFrom, $"{facts.AtOnce.Fell} of {facts.AtOnce.Asked} devices fell silent at once, and {why}");
        }

        if (facts.Window.Fell >= LeastAgain && facts.Window.Share > FallenAgain && 2 * facts.Window.Again > facts.Window.Fell)
        {
            return Suspect(in was, in facts, facts.Now - times.Turn, $"{facts.Window.Fell} of {facts.Window.Asked} devices fell silent, most of them for the second time within ten seconds, and {why}");
        }

        return facts.Hosts >= LeastWithoutAnchors && facts.Answering == 0 && facts.Window.Fell > 0
            ? Suspect(in was, in facts, facts.Now - times.Turn, $"Not one of {facts.Hosts} devices answers any more, and {why}")
            : was;
    }

    private static Uplink Suspect(in Uplink was, in UplinkFacts facts, long onset, FormattableString reason)
        => was with { State = UplinkState.Suspected, Since = facts.Now, Onset = onset, Sight = Blind(reason) };

    private static Uplink Calm(in Uplink was) => new(UplinkState.Clear, 0, 0, was.SteadySince, Sight.Clear);

    private static Sight Nothing(in UplinkFacts facts) => new(
        SightProblem.NothingAnswers,
        facts.Anchors.All > 0
            ? "Nothing has answered since the start, no anchor and at the most a few devices: the uplink of this machine is cut, or a firewall drops its echoes."
            : "Nothing has answered since the start, and no anchor is there to tell whether it is the devices or the uplink of this machine. Set Probing:Anchors.");

    private static Sight Blind(FormattableString reason) => new(SightProblem.UplinkLost, reason.ToString(CultureInfo.InvariantCulture));
}
