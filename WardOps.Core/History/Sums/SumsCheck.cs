using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Sums;

/// <summary>
/// Compares the sums in memory with what the store holds: every hour the steps closed meanwhile, and steps of which the store may know more by
/// now. Differences are counted and said; the store is followed where the ledger knows that it has all rounds (<see cref="SumsVerdict"/>).
/// </summary>
/// <remarks>At most one hour of steps at a time, with a pause between: at 10,000 devices a question about an hour is a few hundred milliseconds of the store.</remarks>
public sealed class SumsCheck : BackgroundService
{
    private const int RefusalsToMention = 5;

    // Where rounds keep being written late, the comparison does not wait for ever.
    private const int MostPostponed = 20;

    private readonly RollingSums _sums;
    private readonly IHistoryReader _reader;
    private readonly RoundLedger _ledger;
    private readonly DeviceCatalog _catalog;
    private readonly SumsPace _pace;
    private readonly TimeProvider _time;
    private readonly ILogger<SumsCheck> _logger;
    private readonly StepSet _planned = new();
    private volatile SumsCheckState _current = SumsCheckState.None;
    private long _touches;
    private long _touchedAt;
    private long? _plannedAt;
    private long _plannedThrough;
    private int _postponed;
    private int _refusals;

    internal SumsCheck(
        RollingSums sums, IHistoryReader reader, RoundLedger ledger, DeviceCatalog catalog, SumsPace pace, TimeProvider time, ILogger<SumsCheck> logger)
        => (_sums, _reader, _ledger, _catalog, _pace, _time, _logger) = (sums, reader, ledger, catalog, pace, time, logger);

    /// <summary>What has come of it so far.</summary>
    public SumsCheckState Current => _current;

    /// <summary>Steps that wait to be compared.</summary>
    public int Waiting => _sums.Doubtful.Count + _planned.Count;

    /// <summary>
    /// Rounds of [from, to) were written to the store late (sent again after a restart, say): their steps are compared soon. Callable from any
    /// thread; never waits.
    /// </summary>
    public void Touched(DateTimeOffset from, DateTimeOffset to)
    {
        if (to > from)
        {
            Volatile.Write(ref _touchedAt, _time.GetTimestamp());
            Interlocked.Increment(ref _touches);
            _sums.Doubtful.Add(SumsSteps.StepOf(from), SumsSteps.StepOf(to - TimeSpan.FromTicks(1)));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pace.Tick, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await TickAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // WardOps ends
        }
    }

    /// <summary>Plans what is due, and compares one hour at the most.</summary>
    internal async Task TickAsync(CancellationToken end)
    {
        try
        {
            Plan();
            var last = LastSettled(_time.GetUtcNow());
            if (!IsPostponed() && Next(_sums.Doubtful, last) is { Count: > 0 } doubtful)
            {
                await CompareAsync(_sums.Doubtful, doubtful, end).ConfigureAwait(false);
            }
            else if (Next(_planned, last) is { Count: > 0 } planned)
            {
                await CompareAsync(_planned, planned, end).ConfigureAwait(false);
            }

            _refusals = 0;
        }
        catch (HistoryUnavailableException ex)
        {
            _current = _current with { Problem = ex.Message };
            if (++_refusals == RefusalsToMention)
            {
                _logger.CheckWaiting(Waiting, ex.Message);
            }
        }
        catch (Exception ex) when (ex is not OperationCanceledException || !end.IsCancellationRequested)
        {
            _current = _current with { Problem = ex.Message };
            _logger.CheckFailed(ex);
        }
    }

    /// <summary>As soon as the last 24 hours are read back, and every hour from then on: the steps closed since; the first time, those of an hour.</summary>
    private void Plan()
    {
        if (_sums.RebuiltShare < 1 || (_plannedAt is { } at && _time.GetElapsedTime(at) < _pace.Every))
        {
            return;
        }

        var last = LastSettled(_time.GetUtcNow());
        var isFirst = _plannedAt is null || _plannedThrough > last;   // or the clock was set back
        _planned.Add(isFirst ? last - SumsSteps.PerHour + 1 : _plannedThrough + 1, last);
        _plannedThrough = last;
        _plannedAt = _time.GetTimestamp();
    }

    private long LastSettled(DateTimeOffset now) => SumsSteps.StepOf(now - _pace.Settled) - 1;

    /// <summary>Settled steps of one hour, ascending; none of which the past has not been read yet.</summary>
    private List<long> Next(StepSet set, long last)
        => [.. set.Newest(last - (SumsTable.Hours * SumsSteps.PerHour), last).Where(_sums.HasRead)];

    private bool IsPostponed()
    {
        var isPostponed = Interlocked.Read(ref _touches) > 0 && _time.GetElapsedTime(Volatile.Read(ref _touchedAt)) < _pace.AfterTouch && _postponed < MostPostponed;
        _postponed = isPostponed ? _postponed + 1 : 0;
        return isPostponed;
    }

    private async Task CompareAsync(StepSet set, List<long> steps, CancellationToken end)
    {
        var (touches, generation) = (Interlocked.Read(ref _touches), _sums.Generation);
        var hour = SumsSteps.HourOf(steps[0]);
        var inMemory = steps.FindAll(step => !_sums.IsBeforeSteps(step));
        var differences = 0;
        if (inMemory is [var first, ..])
        {
            var there = await ReadAsync(SumsSteps.StartOfStep(first), SumsSteps.StartOfStep(inMemory[^1] + 1), SumsSteps.Step, end).ConfigureAwait(false);
            // Steps that lie between were read along; they are compared in their own time.
            var found = _sums.Compare(first, (int)(inMemory[^1] - first + 1), byHour: false, there).FindAll(d => inMemory.Contains(d.Number));
            differences += Settle(found, byHour: false);
        }

        if (!_sums.HoldsStepsOf(hour))
        {
            var there = await ReadAsync(SumsSteps.StartOfHour(hour), SumsSteps.StartOfHour(hour + 1), SumsSteps.Hour, end).ConfigureAwait(false);
            differences += Settle(_sums.Compare(hour, 1, byHour: true, there), byHour: true);
        }

        if (touches == Interlocked.Read(ref _touches) && generation == _sums.Generation)
        {
            set.Remove(steps);   // else more may have come since the store was asked, or what was compared is no more
        }

        _current = _current with { At = _time.GetUtcNow(), StepsCompared = _current.StepsCompared + steps.Count, Problem = null };
        if (differences == 0)
        {
            _logger.SumsAgreed(steps.Count, SumsSteps.StartOfStep(steps[0]));
        }
    }

    private async Task<List<StepSum>> ReadAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken end)
    {
        var read = new List<StepSum>();
        await foreach (var sum in _reader.ReadSumsAsync(from, to, step, end).ConfigureAwait(false))
        {
            read.Add(sum);
        }

        return read;
    }

    private int Settle(List<StepDifference> differences, bool byHour)
    {
        if (differences.Count == 0)
        {
            return 0;
        }

        var length = byHour ? SumsSteps.Hour : SumsSteps.Step;
        var why = differences.Select(d => d.Number).Distinct().ToDictionary(number => number, number => WhyKeep(StartOf(number), StartOf(number) + length));
        var adopted = differences.FindAll(d => why[d.Number] is null);
        _sums.Adopt(adopted, byHour);
        var most = differences.MaxBy(d => d.Size);
        var largest = new SumsDifference(
            most.DeviceId, _catalog.Current.Find(most.DeviceId)?.Name ?? "", StartOf(most.Number), length,
            most.Here.Up, most.Here.Known, most.There.Up, most.There.Known, why[most.Number]);
        _logger.SumsDiffered(
            differences.Count, StartOf(differences.Min(d => d.Number)), StartOf(differences.Max(d => d.Number)) + length,
            adopted.Count, differences.Count - adopted.Count, largest.ToString());
        _current = _current with
        {
            Differences = _current.Differences + differences.Count,
            Adopted = _current.Adopted + adopted.Count,
            Largest = _current.Largest is { } last && last.Size >= largest.Size ? last : largest,
        };
        return differences.Count;

        DateTimeOffset StartOf(long number) => byHour ? SumsSteps.StartOfHour(number) : SumsSteps.StartOfStep(number);
    }

    private string? WhyKeep(DateTimeOffset from, DateTimeOffset to)
        => SumsVerdict.WhyKeep(from, to, _ledger.Runs(from, to), _sums.LiveRounds(from, to));
}
