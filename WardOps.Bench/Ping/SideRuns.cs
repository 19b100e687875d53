using WardOps.Bench.Report;

namespace WardOps.Bench.Ping;

/// <summary>The runs of each side of one case.</summary>
internal sealed class SideRuns
{
    private readonly Dictionary<string, List<PingRun>> _runs = [];

    public void Add(string side, PingRun run)
    {
        if (!_runs.TryGetValue(side, out var runs))
        {
            _runs[side] = runs = [];
        }

        runs.Add(run);
    }

    public bool Has(string side) => _runs.ContainsKey(side);

    /// <summary>Null if the side did not run, or not to its end.</summary>
    public double? Median(string side, Func<PingRun, double?> of)
        => _runs.TryGetValue(side, out var runs) ? Figures.Median(runs.Where(r => r.Echoes > 0).Select(of).OfType<double>()) : null;

    /// <summary>The largest of the runs; null if the side did not run.</summary>
    public double? Worst(string side, Func<PingRun, double> of) => _runs.TryGetValue(side, out var runs) ? runs.Max(of) : null;

    /// <summary>What is wrong with the first run with which something is; a side that never ran is wrong.</summary>
    public string? Flaw(string side, Func<PingRun, string?> of) => _runs.TryGetValue(side, out var runs) ? runs.Select(of).FirstOrDefault(f => f is not null) : "it did not run";
}
