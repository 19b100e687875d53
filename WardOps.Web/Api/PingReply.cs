using WardOps.Core.Probing;
using WardOps.Core.Probing.OnDemand;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>How a ping on demand went.</summary>
/// <param name="DeviceId">Whom it asked.</param>
/// <param name="Ip">Its address or host name.</param>
/// <param name="Sent">Echoes that left.</param>
/// <param name="Answered">Of them answered within the timeout.</param>
/// <param name="LossPercent">0 to 100; null if nothing was sent.</param>
/// <param name="RttMs">Mean round-trip time in milliseconds; null if nothing was answered.</param>
/// <param name="Echoes">Each echo, in the order of sending.</param>
/// <param name="Hint">What may explain it, as on the board; null if nothing is known.</param>
internal sealed record PingReply(
    Guid DeviceId,
    string Ip,
    int Sent,
    int Answered,
    double? LossPercent,
    double? RttMs,
    IReadOnlyList<PingReplyEcho> Echoes,
    string? Hint)
{
    public static PingReply Of(DeviceState state, PingReport report) => new(
        state.Device.Id,
        state.Device.Ip,
        report.Sent,
        report.Answered,
        report.LossPercent,
        report.RttMs is { } mean ? Math.Round(mean, 3) : null,
        [.. report.Echoes.Select(e => new PingReplyEcho(ToWire(e.Result), e.RttMs is { } ms ? Math.Round(ms, 3) : null, e.Reason))],
        state.Hint);

    private static string ToWire(EchoResult result) => result switch
    {
        EchoResult.Answered => "answered",
        EchoResult.Lost => "lost",
        EchoResult.NotSent => "not_sent",
        _ => "cancelled",
    };
}
