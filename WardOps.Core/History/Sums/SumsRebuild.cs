using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;

namespace WardOps.Core.History.Sums;

/// <summary>
/// Reads the sums back at start, newest first, for as long as it takes: 24 hours in steps, an hour at a time, then 30 days in hours, six at a
/// time. Only what was before this process: its own rounds arrive live and must not count twice.
/// </summary>
internal sealed class SumsRebuild : BackgroundService
{
    /// <summary>Hours in one question about hours: 60,000 sums of 10,000 devices.</summary>
    internal const int HoursAtOnce = 6;

    private const int RefusalsToMention = 5;

    // The newest rounds of the process before may not be visible in the store yet when they are asked for.
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(5);

    private readonly RollingSums _sums;
    private readonly IHistoryReader _reader;
    private readonly DeviceCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly ILogger<SumsRebuild> _logger;
    private int _refusals;

    public SumsRebuild(RollingSums sums, IHistoryReader reader, DeviceCatalog catalog, TimeProvider time, ILogger<SumsRebuild> logger)
    {
        (_sums, _reader, _catalog, _time, _logger) = (sums, reader, catalog, time, logger);
        Begin();
    }

    /// <summary>Reads everything, and again whenever the sums have begun anew.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var generation = _sums.Generation; ; generation = _sums.Generation)
            {
                await ReadAllAsync(generation, stoppingToken).ConfigureAwait(false);
                while (generation == _sums.Generation)
                {
                    await Task.Delay(s_look, _time, stoppingToken).ConfigureAwait(false);
                }

                Begin();
                _logger.SumsBeginAnew();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // WardOps ends
        }
    }

    private void Begin()
    {
        _sums.RebuiltShare = 0;
        _sums.RebuiltMonthShare = 0;
        _sums.Doubtful.Add(SumsSteps.StepOf(_sums.Start - s_settling), SumsSteps.StepOf(_sums.Start));
    }

    private async Task ReadAllAsync(int generation, CancellationToken end)
    {
        var start = _time.GetTimestamp();
        var older = await ReadStepsAsync(generation, end).ConfigureAwait(false);
        if (generation == _sums.Generation)
        {
            _sums.RebuiltShare = 1;
            _logger.DayRebuilt(_time.GetElapsedTime(start));
            await ReadHoursAsync(older, generation, end).ConfigureAwait(false);
        }

        if (generation == _sums.Generation)
        {
            _sums.RebuiltMonthShare = 1;
            _logger.MonthRebuilt(_time.GetElapsedTime(start));
        }
    }

    /// <summary>24 hours, by hours of the clock; the oldest of them is not whole.</summary>
    /// <returns>The newest hour that is not whole.</returns>
    private async Task<long> ReadStepsAsync(int generation, CancellationToken end)
    {
        var newest = SumsSteps.HourOf(_sums.Start);
        var oldest = SumsSteps.HourOf(SumsSteps.StepOf(_sums.Start) - SumsTable.Steps + 1);
        long? notWhole = null;
        for (var hour = newest; hour >= oldest && generation == _sums.Generation; hour--)
        {
            if (_sums.IsBeforeSteps(((hour + 1) * SumsSteps.PerHour) - 1))
            {
                return notWhole ?? hour;   // it took so long that the window has moved on
            }

            var (from, to) = (SumsSteps.StartOfHour(hour), hour == newest ? _sums.Start : SumsSteps.StartOfHour(hour + 1));
            if (to > from && !_sums.TakeSteps(from, to, await ReadAsync(from, to, SumsSteps.Step, end).ConfigureAwait(false)))
            {
                notWhole ??= hour;
            }

            _sums.RebuiltShare = (double)(newest - hour + 1) / (newest - oldest + 1);
        }

        return notWhole ?? oldest - 1;
    }

    private async Task ReadHoursAsync(long newest, int generation, CancellationToken end)
    {
        var oldest = SumsSteps.HourOf(_sums.Start) - SumsTable.Hours + 1;
        for (var to = newest + 1; to > oldest && generation == _sums.Generation; to -= HoursAtOnce)
        {
            var from = Math.Max(oldest, to - HoursAtOnce);
            var begun = _time.GetTimestamp();
            var sums = await ReadAsync(SumsSteps.StartOfHour(from), SumsSteps.StartOfHour(to), SumsSteps.Hour, end).ConfigureAwait(false);
            _sums.TakeHours(SumsSteps.StartOfHour(from), SumsSteps.StartOfHour(to), sums);
            _sums.RebuiltMonthShare = (double)(newest + 1 - from) / (newest + 1 - oldest);

            // Nobody waits for the month: as long as it took the store, it is left alone.
            var rest = _time.GetElapsedTime(begun);
            await Task.Delay(rest < s_longestRest ? rest : s_longestRest, _time, end).ConfigureAwait(false);
        }
    }

    /// <summary>All of it at once, however often it has to be asked: what breaks off is read again.</summary>
    private async Task<List<StepSum>> ReadAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken end)
    {
        while (true)
        {
            end.ThrowIfCancellationRequested();
            try
            {
                if (_catalog.Current.Version == 0)
                {
                    throw new HistoryUnavailableException("The devices are not loaded yet.");
                }

                var read = new List<StepSum>();
                await foreach (var sum in _reader.ReadSumsAsync(from, to, step, end).ConfigureAwait(false))
                {
                    read.Add(sum);
                }

                _refusals = 0;
                return read;
            }
            catch (HistoryUnavailableException ex)
            {
                // Said once, and not of a server that needs a moment to start.
                if (++_refusals == RefusalsToMention)
                {
                    _logger.RebuildWaiting(_sums.RebuiltShare, _sums.RebuiltMonthShare, ex.Message);
                }
            }
            catch (Exception ex) when (ex is not OperationCanceledException || !end.IsCancellationRequested)
            {
                _logger.RebuildFailed(ex);
            }

            await Task.Delay(s_pause, _time, end).ConfigureAwait(false);
        }
    }
}
