using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.History.Spool;

namespace WardOps.Core.History.Victoria;

/// <summary>Sends what waits in the spool to VictoriaMetrics, one whole round after the other and in order, for as long as it takes.</summary>
internal sealed class VictoriaSender(
    RoundSpool spool,
    VictoriaClient client,
    VictoriaEndpoint endpoint,
    VictoriaStatus status,
    TimeProvider time,
    ILogger<VictoriaSender> logger) : BackgroundService
{
    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(1);

    private readonly OutgoingRound _round = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private long _generation;
    private bool _isFailing;
    private bool _wasAway;

    /// <summary>
    /// Called with the stretch of time of each round that was written late, or by an earlier run: whoever has read the store before may have missed
    /// it. Must not wait. Set before the first round.
    /// </summary>
    public Action<DateTimeOffset, DateTimeOffset>? WrittenLate { get; set; }

    /// <summary>Something new waits.</summary>
    public void Wake()
    {
        // One sign is enough for any number of rounds; two of them do no harm.
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        // Whoever writes has stopped before: what waits now is all there is.
        using var stopping = stoppingToken.Register(() => end.CancelAfter(s_flush));
        _generation = endpoint.Current.Generation;
        spool.Open();
        try
        {
            await SendAllAsync(stoppingToken, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // What is left is counted below.
        }

        Leave();
    }

    /// <summary>Half a second, then twice as long each time, up to half a minute; spread, so that several writers do not meet again at the same moment.</summary>
    internal static TimeSpan Backoff(int failures, double dice)
    {
        var seconds = Math.Min(30, 0.5 * Math.Pow(2, Math.Min(failures - 1, 10)));
        return TimeSpan.FromSeconds(Math.Clamp(seconds * (0.8 + (dice * 0.4)), 0.5, 30));
    }

    private async Task SendAllAsync(CancellationToken stopping, CancellationToken end)
    {
        var failures = 0;
        while (!end.IsCancellationRequested)
        {
            var restart = endpoint.NextGeneration;
            if (endpoint.Current.Generation is var now && now != _generation)
            {
                _generation = now;
                Replaying(spool.Replay());
            }

            // Looked at first: what is put into the spool before the stop is seen by the try that follows.
            var isStopping = stopping.IsCancellationRequested;
            var hasSent = await TrySendNextAsync(end).ConfigureAwait(false);
            if (hasSent is true)
            {
                failures = 0;
                continue;
            }

            // While WardOps ends, only what would be lost with it is worth another try.
            if (isStopping && (hasSent is null || spool.Counts.InMemory == 0))
            {
                return;
            }

            if (hasSent is null)
            {
                await _wake.WaitAsync(s_look, end).ConfigureAwait(false);
            }
            else
            {
                failures++;
                var pause = Task.Delay(Backoff(failures, Random.Shared.NextDouble()), time, isStopping ? end : stopping);
                await Task.WhenAny(pause, restart).ConfigureAwait(false);
            }
        }
    }

    private void Replaying(int count)
    {
        if (count > 0)
        {
            logger.Replaying(count);
        }
    }

    /// <summary>Null if nothing waits; true when the oldest round is done with, written or refused for good.</summary>
    private async Task<bool?> TrySendNextAsync(CancellationToken end)
    {
        try
        {
            if (!spool.TryTake(_round))
            {
                spool.Open();
                return null;
            }
        }
        catch (IOException ex)
        {
            SayFailed($"The spool cannot be read: {ex.Message}", "Check the disk of WARDOPS_DATA.");
            return false;
        }

        return await TrySendAsync(end).ConfigureAwait(false);
    }

    private async Task<bool> TrySendAsync(CancellationToken end)
    {
        var began = time.GetTimestamp();
        try
        {
            var answer = await PostAsync(_round.Body, end).ConfigureAwait(false);
            if (answer.IsAcknowledged)
            {
                Acknowledged();
                return true;
            }

            if (answer.IsRefused && await TakesWritesAsync(end).ConfigureAwait(false))
            {
                // It would be refused again and again, and every later round would wait behind it.
                logger.RoundRefused(_round.Head.At, (int)answer.Status, answer.Said, RoundText.Beginning(_round.Body, _round.Head.IsGzip));
                status.Written();
                spool.Refuse(_round);
                return true;
            }

            // A wrong address, password or limit is mended by people, and the rounds wait for it.
            Failed(answer.Problem, answer.Fix);
            return false;
        }
        catch (HttpRequestException ex)
        {
            Failed($"VictoriaMetrics cannot be reached: {ex.Message}");
            return false;
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            Failed($"VictoriaMetrics did not answer to a write within {time.GetElapsedTime(began).TotalSeconds:0} seconds.");
            return false;
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            // Whatever it is, it must not end the writing, and with it the watch.
            Failed($"VictoriaMetrics cannot be written to: {ex.Message}");
            return false;
        }
    }

    /// <summary>
    /// Whether a body without samples is taken: then it is the round that is wrong. If not, it is the address or a proxy, every round would
    /// be refused, and all of them would be lost for a typing error.
    /// </summary>
    private async Task<bool> TakesWritesAsync(CancellationToken end)
        => (await PostAsync(RoundText.Nothing(_round.Head.IsGzip), end).ConfigureAwait(false)).IsAcknowledged;

    private async Task<ImportAnswer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken end)
    {
        using var answer = await client.ImportAsync(body, _round.Head.IsGzip, end).ConfigureAwait(false);
        return await ImportAnswer.OfAsync(answer, end).ConfigureAwait(false);
    }

    private void Acknowledged()
    {
        status.Written();
        if (_isFailing)
        {
            _isFailing = false;
            logger.WritingAgain(spool.Counts.Waiting - 1);
        }

        if (_wasAway)
        {
            // Refused connections, and a proxy's 502, mean a restart more often than not, and a second copy of a round costs nothing. Before
            // this round is booked: by its time the ones to send again would be too old to be kept. A restart that is sure comes as a generation.
            _wasAway = false;
            Replaying(spool.ReplayDoubtful());
        }

        spool.Acknowledge(_round);
        var (at, end) = (_round.Head.At, _round.Head.At + _round.Head.Interval);
        if (at < _start || time.GetUtcNow() - end > s_late)
        {
            WrittenLate?.Invoke(at, end);
        }
    }

    private void Leave()
    {
        if (spool.GiveUpMemory() is > 0 and var lost)
        {
            logger.RoundsLeft(lost);
        }

        if (spool.Counts.Waiting is > 0 and var left)
        {
            logger.RoundsStay(left);
        }
    }

    private void Failed(
        string problem, string fix = "Check that VictoriaMetrics runs and has free disk space; rounds wait in the spool and are written when it answers.")
    {
        _wasAway = true;
        SayFailed(problem, fix);
    }

    private void SayFailed(string problem, string fix)
    {
        status.NotWritten(problem, fix);
        if (!_isFailing)
        {
            _isFailing = true;
            logger.WritingFailed(problem);
        }
    }
}
