using System.Text.Json;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Status;

namespace WardOps.Core.Live;

/// <summary>From the board to what the screens get. Pure.</summary>
public static class LiveMapping
{
    public static LiveDevice ToLive(this DeviceState state) => new(
        state.Device.Id,
        state.Device.Name,
        state.Device.Branch,
        state.Device.Region,
        state.Status.ToWire(),
        state.Flags.ToWire(),
        state.Since,
        Rounded(state.RttMs),
        Rounded(state.LossPercent));

    public static LiveBlindness ToLive(this Blindness blind) => new(ToWire(blind.Problem), blind.Reason, blind.Since);

    /// <summary>Null if the round was believed as a whole.</summary>
    public static LiveUnknownRound? ToUnknown(this RoundMark round) => ToUnknown(round, round.Sight);

    /// <summary>Null if the round was believed for both address families, or for neither.</summary>
    public static LiveUnknownRound? ToPartlyUnknown(this RoundMark round) => ToUnknown(round, round.Families.Told);

    public static LiveTotals ToLive(this BoardTotals totals)
        => new(totals.Total, totals.Up, totals.Down, totals.Unreachable, totals.Unknown);

    /// <summary>The name of a status in JSON: lower case.</summary>
    public static string ToWire(this DeviceStatus status) => status switch
    {
        DeviceStatus.Up => "up",
        DeviceStatus.Down => "down",
        DeviceStatus.Unreachable => "unreachable",
        _ => "unknown",
    };

    public static IReadOnlyList<string> ToWire(this DeviceFlags flags) => flags == DeviceFlags.None
        ? []
        : [.. Enum.GetValues<DeviceFlags>().Where(f => f != DeviceFlags.None && flags.HasFlag(f)).Select(Name)];

    /// <summary>
    /// Whether a screen that shows <paramref name="shown"/> has to be told. The round-trip time of every device moves a little in
    /// every round; a change within a tenth of it (or within 1 ms) is not worth a message of 10,000 devices.
    /// </summary>
    public static bool LooksDifferent(LiveDevice shown, LiveDevice now)
        => (shown with { RttMs = null, Flags = now.Flags }) != (now with { RttMs = null })
        || !shown.Flags.SequenceEqual(now.Flags)
        || shown.RttMs is null != now.RttMs is null
        || Math.Abs((shown.RttMs ?? 0) - (now.RttMs ?? 0)) > Math.Max(1, 0.1 * (shown.RttMs ?? 0));

    private static string ToWire(SightProblem problem) => JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.ToString());

    private static LiveUnknownRound? ToUnknown(RoundMark round, Sight sight)
        => sight.IsClear ? null : new LiveUnknownRound(round.At, ToWire(sight.Problem), sight.Reason ?? "");

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 2) : null;

    private static string Name(DeviceFlags flag) => flag switch
    {
        DeviceFlags.Disabled => "disabled",
        DeviceFlags.Maintenance => "maintenance",
        DeviceFlags.Flapping => "flapping",
        _ => throw new ArgumentOutOfRangeException(nameof(flag), flag, "Not a single flag."),
    };
}
