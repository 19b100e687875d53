using WardOps.Core.Probing;

namespace WardOps.Web.Components.Engine;

/// <summary>The counters of the loop, each with what it means.</summary>
internal static class EngineCounts
{
    public static IEnumerable<(string What, long Count, string Words)> Of(EchoService engine)
    {
        var now = engine.Counters;
        yield return ("Regular echoes", now.Sent, "sent in rounds");
        yield return ("Confirming echoes", now.Confirming, "sent to suspect devices, to tell an outage from a lost packet");
        yield return ("Sentinel echoes", now.Sentinels, "sent to this machine and to the anchors, to check the monitor itself");
        yield return ("Pings on demand", now.OnDemand, "sent because somebody asked");
        yield return ("Answered", now.Answered, "in time, from the right address, with the right seal");
        yield return ("Lost", now.Lost, "sent and not answered in time");
        yield return ("Not sent", now.NotSent, NotSent(engine));
        yield return ("Cancelled", now.Cancelled, "under way when probing stopped");
        yield return ("Late", now.Late, "valid replies after the timeout: they count as lost");
        yield return ("Duplicate", now.Duplicates, "valid replies to an echo already answered");
        yield return ("Foreign", now.Foreign, "ICMP messages that are somebody else's");
        yield return ("Spoofed", now.Spoofed, "replies with our mark and a wrong seal, source or sequence");
        yield return ("Malformed", now.Malformed, "replies of a wrong length, code or checksum");
        yield return ("ICMP errors", now.Errors, "about our echoes: hints, never verdicts");
        yield return ("Rounds", now.Rounds, "begun");
        yield return ("Rounds left out", now.SkippedRounds, "the clock was stepped, or this machine stood still");
        yield return ("Ticks doubted", now.BlindTicks, "quarters of a second in which what was seen, at least over one address family, was not believed");
        yield return ("Ticks dropped", now.DroppedTicks, "nobody took them within a minute");
    }

    private static string NotSent(EchoService engine)
    {
        var reasons = Enum.GetValues<NotSentReason>()
            .Where(r => r != NotSentReason.None && engine.NotSentFor(r) > 0)
            .Select(r => FormattableString.Invariant($"{engine.NotSentFor(r):N0}: {SendErrors.Words(r)}"));
        var all = string.Join("; ", reasons);
        return all.Length > 0 ? all : "a fault of this machine, never a loss";
    }
}
