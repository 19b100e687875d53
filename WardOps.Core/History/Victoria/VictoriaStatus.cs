using WardOps.Core.History.Spool;

namespace WardOps.Core.History.Victoria;

/// <summary>Collects how history is doing from those who write it and those who run the server.</summary>
internal sealed class VictoriaStatus(HistoryMode mode, RoundSpool spool, RecorderCounts recorder) : IHistoryStatus
{
    private const string NotYet = "VictoriaMetrics has not answered yet.";

    private readonly Lock _gate = new();
    private string? _problem = NotYet;
    private string? _fix = "Wait a few seconds.";
    private string? _writeProblem;
    private string? _writeFix;
    private volatile IReadOnlyList<string> _advice = [];

    /// <summary>The server comes first, then the disk of the spool, then what was lost.</summary>
    public HistoryState Current
    {
        get
        {
            var (problem, fix) = Server;
            var (counts, trouble, losses) = (spool.Counts, spool.Trouble, spool.Losses.Alarm);
            return new HistoryState(
                mode,
                problem is null,
                Join(problem, trouble?.Problem, losses?.Problem),
                Join(fix, trouble?.Fix, losses?.Fix),
                counts.Waiting + recorder.Waiting,
                spool.Losses.Total + recorder.Dropped)
            {
                SpoolBytes = counts.DiskBytes,
                OldestWaiting = counts.OldestWaiting,
                IsSpoolOnDisk = trouble is null,
                Advice = _advice,
            };
        }
    }

    private (string? Problem, string? Fix) Server
    {
        get
        {
            lock (_gate)
            {
                return _problem is null ? (_writeProblem, _writeFix) : (_problem, _fix);
            }
        }
    }

    /// <summary>The server answered.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            _problem = _fix = null;
        }
    }

    /// <summary>What the server says of itself has been read.</summary>
    public void Advise(IReadOnlyList<string> advice) => _advice = advice;

    /// <summary>The server did not answer, or is not there.</summary>
    public void Failed(string problem, string fix)
    {
        lock (_gate)
        {
            _problem = problem;
            _fix = fix;
        }
    }

    /// <summary>The server took a round.</summary>
    public void Written()
    {
        lock (_gate)
        {
            _problem = _fix = _writeProblem = _writeFix = null;
        }
    }

    /// <summary>The server did not take a round. It may answer to others all the same: only a round that is taken ends this.</summary>
    public void NotWritten(string problem, string fix)
    {
        lock (_gate)
        {
            if (_problem == NotYet)
            {
                _problem = _fix = null;   // this is an answer, or says why there is none
            }

            _writeProblem = problem;
            _writeFix = fix;
        }
    }

    private static string? Join(params ReadOnlySpan<string?> parts)
    {
        string? all = null;
        foreach (var part in parts)
        {
            all = all is null || part is null ? all ?? part : $"{all} {part}";
        }

        return all;
    }
}
