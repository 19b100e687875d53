using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace WardOps.Core.Probing.Diagnostics;

/// <summary>The counters of the echo loop as OpenTelemetry instruments. They are read when somebody collects them, so an echo pays nothing for them.</summary>
public sealed class EchoMeters : IHostedService
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "WardOps.Probing";

    // As OpenTelemetry's semantic conventions call it: ipv4 or ipv6.
    private const string NetworkType = "network.type";
    private const string Other = "other";

    private readonly EchoService _engine;
    private readonly EngineHistory _history;

    public EchoMeters(IMeterFactory meters, EchoService engine, EngineHistory history)
    {
        _engine = engine;
        _history = history;
        var meter = meters.Create(Name);
        meter.CreateObservableCounter("wardops.echo.sent", Sent, "{echo}", "Echoes that left, by kind.");
        meter.CreateObservableCounter("wardops.echo.answered", () => Now.Answered, "{echo}", "Echoes to devices answered in time.");
        meter.CreateObservableCounter("wardops.echo.lost", Lost, "{echo}", "Echoes to devices sent and not answered in time, by what is known of them.");
        meter.CreateObservableCounter("wardops.echo.not_sent", NotSent, "{echo}", "Echoes to devices that could not be sent, by reason.");
        meter.CreateObservableCounter("wardops.echo.late", () => Now.Late, "{reply}", "Valid replies after the timeout.");
        meter.CreateObservableCounter("wardops.echo.duplicate", () => Now.Duplicates, "{reply}", "Valid replies to an echo already answered.");
        meter.CreateObservableCounter("wardops.icmp.refused", Refused, "{message}", "ICMP messages that are no valid reply, by reason.");
        meter.CreateObservableCounter("wardops.icmp.error", Errors, "{message}", "ICMP errors about echoes to devices, by type and code.");
        meter.CreateObservableCounter("wardops.socket.dropped", Dropped, "{message}", "Messages that the kernel threw away because a socket was not read in time, those of others among them.");
        meter.CreateObservableCounter("wardops.round.started", () => Now.Rounds, "{round}", "Rounds begun.");
        meter.CreateObservableCounter("wardops.round.skipped", () => Now.SkippedRounds, "{round}", "Rounds that were due and did not begin.");
        meter.CreateObservableCounter("wardops.tick.dropped", () => Now.DroppedTicks, "{tick}", "Ticks that nobody took in time.");
        meter.CreateObservableCounter("wardops.tick.doubted", () => Now.BlindTicks, "{tick}", "Ticks that could not be believed, as a whole or for one address family.");
        meter.CreateObservableCounter("wardops.loop.cpu", () => Now.CpuNs / 1e9, "s", "CPU time of the loop's thread.");
        meter.CreateObservableGauge("wardops.loop.lag", Lag, "s", "How late regular echoes left in the last ten seconds, by quantile.");
        meter.CreateObservableGauge("wardops.round.duration", () => engine.LastRoundSeconds, "s", "From the start of the last round to the end of its last regular echo.");
    }

    private EchoCounters Now => _engine.Counters;

    /// <summary>The instruments exist once this does.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Measurement<long>[] Sent()
    {
        var now = Now;
        return [Of(now.Sent, "kind", "regular"), Of(now.Confirming, "kind", "confirming"), Of(now.Sentinels, "kind", "sentinel"), Of(now.OnDemand, "kind", "on_demand")];
    }

    private Measurement<long>[] NotSent()
        => [.. Enum.GetValues<NotSentReason>().Where(r => r != NotSentReason.None).Select(r => Of(_engine.NotSentFor(r), "reason", Word(r)))];

    private Measurement<long>[] Lost() => [.. Enum.GetValues<LossReason>().Select(r => Of(_engine.LostFor(r), "reason", Word(r)))];

    private Measurement<long>[] Dropped()
        => [.. new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 }.Select(f => Of(_engine.SocketDropsOf(f), NetworkType, Word(f == AddressFamily.InterNetwork)))];

    private IEnumerable<Measurement<long>> Errors() => _engine.IcmpErrors.Select(e => new Measurement<long>(
        e.Count,
        new(NetworkType, Word(e.IsIpv4)),
        new("type", e.Error?.Type.ToString(CultureInfo.InvariantCulture) ?? Other),
        new("code", e.Error?.Code.ToString(CultureInfo.InvariantCulture) ?? Other)));

    private Measurement<long>[] Refused()
    {
        var now = Now;
        return [Of(now.Foreign, "reason", "foreign"), Of(now.Spoofed, "reason", "spoofed"), Of(now.Malformed, "reason", "malformed")];
    }

    private Measurement<double>[] Lag() => _history.Samples is [.., var last]
        ? [new(last.LagP50Ms / 1e3, new KeyValuePair<string, object?>("quantile", "0.5")), new(last.LagP99Ms / 1e3, new KeyValuePair<string, object?>("quantile", "0.99"))]
        : [];

    private static Measurement<long> Of(long value, string key, string tag) => new(value, new KeyValuePair<string, object?>(key, tag));

    private static string Word(bool isIpv4) => isIpv4 ? "ipv4" : "ipv6";

    /// <summary>LocalFirewall is local_firewall.</summary>
    private static string Word<T>(T reason)
        where T : struct, Enum
        => string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
