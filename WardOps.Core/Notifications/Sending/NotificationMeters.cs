using System.Diagnostics.Metrics;
using WardOps.Core.Notifications.Channels;

namespace WardOps.Core.Notifications.Sending;

/// <summary>What became of messages, as OpenTelemetry instruments.</summary>
public sealed class NotificationMeters
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "WardOps.Notifications";

    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _dead;
    private readonly Counter<long> _beats;
    private readonly Histogram<double> _handover;
    private Measurement<long>[] _waiting = [];

    public NotificationMeters(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _sent = meter.CreateCounter<long>("wardops.notification.sent", "{message}", "Messages that a channel has taken, by its kind.");
        _failed = meter.CreateCounter<long>("wardops.notification.failed", "{attempt}", "Attempts that came to nothing, by the kind of channel.");
        _dead = meter.CreateCounter<long>("wardops.notification.dead", "{message}", "Messages given up, by the kind of channel.");
        _beats = meter.CreateCounter<long>("wardops.heartbeat", "{beat}", "Heartbeats, by outcome: taken, failed or silent.");
        _handover = meter.CreateHistogram(
            "wardops.notification.handover.duration",
            "s",
            "From the opening of an alert to its first message being handed over.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600] });
        meter.CreateObservableGauge("wardops.notification.waiting", () => Volatile.Read(ref _waiting), "{message}", "Messages by state: waiting to be sent, or dead letters.");
    }

    internal void Sent(ChannelKind kind, IEnumerable<TimeSpan> handovers)
    {
        _sent.Add(1, Of(kind));
        foreach (var span in handovers)
        {
            _handover.Record(Math.Max(0, span.TotalSeconds));
        }
    }

    internal void Failed(ChannelKind kind, bool isDead)
    {
        _failed.Add(1, Of(kind));
        if (isDead)
        {
            _dead.Add(1, Of(kind));
        }
    }

    internal void Beat(string outcome) => _beats.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal void Standing(long waiting, long dead) => Volatile.Write(ref _waiting,
        [new Measurement<long>(waiting, new KeyValuePair<string, object?>("state", "waiting")), new Measurement<long>(dead, new KeyValuePair<string, object?>("state", "dead"))]);

    private static KeyValuePair<string, object?> Of(ChannelKind kind) => new("channel", kind.ToString().ToLowerInvariant());
}
