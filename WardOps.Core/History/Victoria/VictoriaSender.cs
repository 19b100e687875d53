using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Victoria;

/// <summary>Sends what waits to VictoriaMetrics, in order, for as long as it takes.</summary>
internal sealed class VictoriaSender : BackgroundService
{
    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly RoundBacklog _backlog;
    private readonly RoundLedger _ledger;
    private readonly VictoriaClient _client;
    private readonly VictoriaEndpoint _endpoint;
    private readonly VictoriaStatus _status;
    private readonly TimeProvider _time;
    private readonly ILogger<VictoriaSender> _logger;
    private readonly RecentRounds _recent;
    private readonly SemaphoreSlim _wake = new(0);
    private CancellationToken _stopping;
    private bool _isFailing;
    private bool _wasAway;

    public VictoriaSender(
        RoundBacklog backlog,
        RoundLedger ledger,
        VictoriaClient client,
        VictoriaEndpoint endpoint,
        VictoriaStatus status,
        TimeProvider time,
        ILogger<VictoriaSender> logger)
    {
        (_backlog, _ledger, _client, _endpoint, _status, _time, _logger) = (backlog, ledger, client, endpoint, status, time, logger);
        _recent = new RecentRounds(s_keep, time);
    }

    /// <summary>Something new waits.</summary>
    public void Wake() => _wake.Release();

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        // Whoever writes has stopped before: what waits now is all there is.
        using var stopping = stoppingToken.Register(() => end.CancelAfter(s_flush));
        _stopping = stoppingToken;
        await SendAsync(end.Token).ConfigureAwait(false);
        if (_backlog.Count is > 0 and var left)
        {
            _logger.RoundsLeft(left);
        }
    }

    private static TimeSpan Backoff(int failures)
    {
        var seconds = Math.Min(5, 0.5 * Math.Pow(2, Math.Min(failures - 1, 10)));
        // Spread, so that several writers do not meet again at the same moment.
        return TimeSpan.FromSeconds(Math.Clamp(seconds * (0.8 + (Random.Shared.NextDouble() * 0.4)), 0.5, 5));
    }

    private async Task SendAsync(CancellationToken end)
    {
        var generation = _endpoint.Current.Generation;
        var failures = 0;
        try
        {
            while (!end.IsCancellationRequested)
            {
                if (_endpoint.Current.Generation is var now && now != generation)
                {
                    generation = now;
                    Replay();
                }

                if (!_backlog.TryPeek(out var round))
                {
                    if (_stopping.IsCancellationRequested)
                    {
                        return;
                    }

                    await _wake.WaitAsync(s_look, end).ConfigureAwait(false);
                }
                else if (await TrySendAsync(round, failures == 0, end).ConfigureAwait(false))
                {
                    failures = 0;
                }
                else
                {
                    failures++;
                    await Task.Delay(Backoff(failures), _time, end).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // What is left is counted and logged by the caller.
        }
    }

    private void Replay()
    {
        var recent = _recent.TakeAll();
        if (recent.Count > 0)
        {
            _logger.Replaying(recent.Count);
            _backlog.PutBack(recent);
        }
    }

    /// <summary>True when the round is done with: written, or refused for good.</summary>
    private async Task<bool> TrySendAsync(EncodedRound round, bool mayRetryAtOnce, CancellationToken end)
    {
        try
        {
            using var answer = await _client.ImportAsync(round, end).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                _backlog.Remove(round);
                Succeeded();
                if (_wasAway)
                {
                    // Refused connections mean a restart more often than not, and a second copy of a round costs nothing. Before this
                    // round is booked: by its time the ones to send again would be too old to be kept.
                    _wasAway = false;
                    Replay();
                }

                _recent.Acknowledged(round);
                _ledger.Acknowledged(round.At, round.Interval, round.Samples);
                return true;
            }

            var said = await answer.Content.ReadAsStringAsync(end).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity)
            {
                // It would be refused again and again, and every later round would wait behind it.
                _logger.RoundRefused(round.At, (int)answer.StatusCode, said.Length <= 500 ? said : said[..500]);
                _backlog.Remove(round);
                _ledger.Missing(round.At, round.Interval, GapReason.Refused);
                _status.Dropped();
                return true;
            }

            // A wrong password or path (401, 403, 404) is mended by people, and the rounds wait for it.
            Failed($"VictoriaMetrics answered {(int)answer.StatusCode}.");
            return false;
        }
        catch (HttpRequestException ex) when (mayRetryAtOnce && ex.HttpRequestError != HttpRequestError.ConnectionError)
        {
            // The server closes idle connections; that is no failure of it.
            return await TrySendAsync(round, mayRetryAtOnce: false, end).ConfigureAwait(false);
        }
        catch (HttpRequestException ex)
        {
            _wasAway = true;
            Failed($"VictoriaMetrics cannot be reached: {ex.Message}");
            return false;
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            Failed("VictoriaMetrics did not answer within 10 seconds.");
            return false;
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            // Whatever it is, it must not end the writing, and with it the watch.
            Failed($"VictoriaMetrics cannot be written to: {ex.Message}");
            return false;
        }
    }

    private void Succeeded()
    {
        _status.Answered();
        if (_isFailing)
        {
            _isFailing = false;
            _logger.WritingAgain(_backlog.Count);
        }
    }

    private void Failed(string problem)
    {
        _status.Failed(problem, "Check that VictoriaMetrics runs and has free disk space; rounds wait in memory and are written when it answers.");
        if (!_isFailing)
        {
            _isFailing = true;
            _logger.WritingFailed(problem);
        }
    }
}
