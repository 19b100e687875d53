using System.Globalization;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Spool;

/// <summary>
/// Counts the rounds that were lost on their way to the store, and raises an alarm about them: until rounds are acknowledged again and an hour has
/// passed without a loss.
/// </summary>
internal sealed class Losses(TimeProvider time)
{
    private static readonly TimeSpan s_alarm = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly long[] _total = new long[Enum.GetValues<GapReason>().Length];
    private readonly long[] _recent = new long[Enum.GetValues<GapReason>().Length];
    private bool _isAlarm;
    private bool _isFlowing;
    private long _lastStamp;
    private DateTimeOffset _last;
    private GapReason _lastReason;

    /// <summary>Since the start.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
            {
                return _total.Sum();
            }
        }
    }

    /// <summary>What is wrong and what to do about it; null while nothing is.</summary>
    public (string Problem, string Fix)? Alarm
    {
        get
        {
            lock (_gate)
            {
                if (_isAlarm && _isFlowing && time.GetElapsedTime(_lastStamp) > s_alarm)
                {
                    _isAlarm = false;
                    Array.Clear(_recent);
                }

                return _isAlarm ? (Problem(), Fix(_lastReason)) : null;
            }
        }
    }

    public long TotalOf(GapReason reason)
    {
        lock (_gate)
        {
            return _total[(int)reason];
        }
    }

    /// <summary>Rounds were lost.</summary>
    public void Add(GapReason reason, long rounds)
    {
        if (rounds > 0)
        {
            lock (_gate)
            {
                _total[(int)reason] += rounds;
                _recent[(int)reason] += rounds;
                (_isAlarm, _isFlowing) = (true, false);
                (_last, _lastStamp, _lastReason) = (time.GetUtcNow(), time.GetTimestamp(), reason);
            }
        }
    }

    /// <summary>A round was acknowledged.</summary>
    public void Flows()
    {
        lock (_gate)
        {
            _isFlowing = true;
        }
    }

    private static string Words(GapReason reason) => reason switch
    {
        GapReason.SpoolFull => "the spool was full",
        GapReason.SpoolTooOld => "they had waited for too long",
        GapReason.SpoolBroken => "the spool's disk could not be written and memory was full",
        GapReason.Damaged => "the spool's files were damaged",
        GapReason.Refused => "VictoriaMetrics refused them",
        GapReason.ClockSetBack => "the clock was set back",
        _ => reason.ToString(),
    };

    private static string Fix(GapReason reason) => reason switch
    {
        GapReason.SpoolFull => "Bring VictoriaMetrics back, or let more rounds wait: History:SpoolBytes.",
        GapReason.SpoolTooOld => "Bring VictoriaMetrics back, or let rounds wait for longer: History:SpoolAge.",
        GapReason.SpoolBroken => "Free or mend the disk of WARDOPS_DATA and bring VictoriaMetrics back.",
        GapReason.Damaged => "Check the disk of WARDOPS_DATA: what it gave back was not what had been written.",
        GapReason.Refused => "Read the log: it has the words of VictoriaMetrics and the first lines that it refused.",
        GapReason.ClockSetBack => "Check the clock of this machine; rounds are kept again when it has caught up.",
        _ => "Read the log.",
    };

    private string Problem()
    {
        var parts = _recent.Index()
            .Where(r => r.Item > 0)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Item} since {Words((GapReason)r.Index)}"));
        return string.Create(CultureInfo.InvariantCulture, $"Rounds were lost, the last at {_last:yyyy-MM-dd HH:mm} UTC: {string.Join(", ", parts)}.");
    }
}
