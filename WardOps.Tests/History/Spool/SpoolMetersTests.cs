using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

public sealed class SpoolMetersTests : IDisposable
{
    private readonly SpoolBox _box = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentDictionary<string, double> _values = new();

    public void Dispose()
    {
        _services.Dispose();
        _box.Dispose();
    }

    [Fact]
    public void Meters_TellWhatTheSpoolCounts()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _ = new SpoolMeters(factory, _box.Spool, _box.Time);
        using var listener = Listen(factory);
        _box.AppendAll(0, 5);
        _box.Send();
        _box.Append(1);   // a time that is taken
        _box.Time.Advance(TimeSpan.FromSeconds(30));

        listener.RecordObservableInstruments();

        Assert.Equal((5, 1, 4), (_values["wardops.spool.spooled"], _values["wardops.spool.acknowledged"], _values["wardops.spool.waiting"]));
        Assert.Equal((1, 0), (_values["wardops.spool.lost clock_set_back"], _values["wardops.spool.lost spool_full"]));
        Assert.Equal((20, new FileInfo(_box.Files[0]).Length, 0), (_values["wardops.spool.waiting.age"], _values["wardops.spool.size"], _values["wardops.spool.memory"]));
        Assert.Equal(5, _values["wardops.spool.flush.duration"]);
    }

    private MeterListener Listen(IMeterFactory factory)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Name == SpoolMeters.Name && instrument.Meter.Scope == factory)
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values[Name(instrument, tags)] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _values[Name(instrument, tags)] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _)
            => _values.AddOrUpdate(Name(instrument, tags), instrument is Histogram<double> ? 1 : value, (_, was) => instrument is Histogram<double> ? was + 1 : value));
        listener.Start();
        return listener;
    }

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
}
