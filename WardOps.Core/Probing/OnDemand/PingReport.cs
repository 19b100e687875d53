using System.Net;

namespace WardOps.Core.Probing.OnDemand;

/// <summary>How a ping on demand went.</summary>
/// <param name="Address">Whom it asked; null if its name did not resolve.</param>
/// <param name="Echoes">Its echoes, in the order in which they were sent.</param>
public sealed record PingReport(IPAddress? Address, IReadOnlyList<PingEcho> Echoes)
{
    public int Sent => Echoes.Count(e => e.Result is EchoResult.Answered or EchoResult.Lost);

    public int Answered => Echoes.Count(e => e.Result == EchoResult.Answered);

    /// <summary>0 to 100; null if nothing was sent.</summary>
    public double? LossPercent => Sent == 0 ? null : 100.0 * (Sent - Answered) / Sent;

    /// <summary>Mean round-trip time in milliseconds; null if nothing was answered.</summary>
    public double? RttMs => Echoes.Average(e => e.RttMs);
}
