using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sql;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.Integration;

/// <summary>Recording into ping_results as WardOps does it, without the rest.</summary>
internal sealed class SqlRecording : IDisposable
{
    public SqlRecording(PingResults table, RollingSums sums)
    {
        var (counts, time) = (new RecorderCounts(), TimeProvider.System);
        Status = new SqlStatus(counts);
        var store = new SqlRoundStore(table, Status, Ledger, time, NullLogger<SqlRoundStore>.Instance);
        Recorder = new RoundRecorder(sums, new FreshRounds(), Ledger, store, counts, time, NullLogger<RoundRecorder>.Instance);
    }

    public SqlRecording(PingResults table, DeviceCatalog catalog)
        : this(table, new RollingSums(catalog, ProbePolicy.Default, TimeProvider.System))
    {
    }

    public RoundLedger Ledger { get; } = new();

    public RoundRecorder Recorder { get; }

    public SqlStatus Status { get; }

    public void Dispose() => Recorder.Dispose();
}
