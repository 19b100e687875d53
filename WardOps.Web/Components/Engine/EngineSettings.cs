using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Web.Components.Engine;

/// <summary>The settings that probing runs by, in words.</summary>
internal static class EngineSettings
{
    public static IEnumerable<(string What, string Value)> Of(ProbingOptions options)
    {
        yield return ("Round", Say($"{options.EchoesPerRound} echoes every {Seconds(options.Interval)}, one every {Seconds(options.Spacing)}"));
        yield return ("Timeout", Seconds(options.Timeout));
        yield return ("Down after", Say($"{options.DownAfter} lost echoes in a row, the first and {options.DownAfter - 1} that confirm, {Seconds(options.ConfirmationSpacing)} apart"));
        yield return ("Up after", Say($"{options.UpAfter} answered echo{(options.UpAfter == 1 ? "" : "es")} in a row"));
        yield return ("New ICMP identifier", Say($"after {options.RenewFlowAfter.TotalMinutes:0.#} min of silence"));
        yield return ("Judged", Say($"every {options.TickInterval.TotalMilliseconds:0} ms"));
        yield return ("Anchors", string.Join(", ", options.Anchors.Append(options.GatewayIsAnchor ? "the default gateways" : "").Where(a => a.Length > 0)) is { Length: > 0 } anchors ? anchors : "none");
        yield return ("Receive buffer asked for", Say($"{options.ReceiveBufferBytes / 1024.0 / 1024:0.#} MiB"));
        yield return ("Transport", options.Transport.ToString());
        foreach (var (type, own) in options.Types.OrderBy(t => t.Key, StringComparer.OrdinalIgnoreCase))
        {
            yield return ($"Devices of type {type}", Own(own));
        }
    }

    private static string Own(ProbeOverrides own) => string.Join(", ", new[]
    {
        own.Interval is { } interval ? $"every {Seconds(interval)}" : null,
        own.Echoes is { } echoes ? Say($"{echoes} echoes") : null,
        own.Timeout is { } timeout ? $"timeout {Seconds(timeout)}" : null,
        own.DownAfter is { } down ? Say($"Down after {down}") : null,
        own.UpAfter is { } up ? Say($"Up after {up}") : null,
    }.OfType<string>());

    private static string Seconds(TimeSpan span) => Say($"{span.TotalSeconds:0.###} s");

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
