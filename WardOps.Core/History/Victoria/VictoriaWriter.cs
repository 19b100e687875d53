using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Victoria;

/// <summary>Writes every closed round to VictoriaMetrics, in order, for as long as it takes; never in the way of probing.</summary>
internal sealed class VictoriaWriter : BackgroundService, IRoundHistory
{
    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly RollingSums _sums;
    private readonly RoundBacklog _backlog;
    private readonly VictoriaClient _client;
    private readonly VictoriaEndpoint _endpoint;
    private readonly VictoriaStatus _status;
    private readonly TimeProvider _time;
    private readonly ILogger<VictoriaWriter> _logger;
    private readonly Channel<Round> _offered;
    private readonly SampleEncoder _encoder;
    private readonly RecentRounds _recent;
    private readonly SemaphoreSlim _wake = new(0);
    private volatile bool _allEncoded;
    private bool _isFailing;
    private bool _wasAway;

    public VictoriaWriter(
        RollingSums sums,
        RoundBacklog backlog,
        VictoriaClient client,
        VictoriaEndpoint endpoint,
        VictoriaStatus status,
        IOptions<HistoryOptions> options,
        TimeProvider time,
        ILogger<VictoriaWriter> logger)
    {
        (_sums, _backlog, _client, _endpoint, _status, _time, _logger) = (sums, backlog, client, endpoint, status, time, logger);
        _encoder = new SampleEncoder(options.Value.Compression);
        _recent = new RecentRounds(s_keep, time);
        _offered = Channel.CreateBounded<Round>(
            new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Lost(waited: true));
    }

    /// <inheritdoc/>
    public void Offer(Round round)
    {
        try
        {
            _sums.Add(round);
            _status.Waiting(1);
            if (!_offered.Writer.TryWrite(round))
            {
                Lost(waited: true);
            }
        }
        catch (Exception ex)
        {
            _logger.EncodingFailed(ex);
            _status.Dropped();
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var stopping = stoppingToken.Register(() =>
        {
            _offered.Writer.TryComplete();
            end.CancelAfter(s_flush);
        });
        await Task.WhenAll(EncodeAsync(), SendAsync(end.Token)).ConfigureAwait(false);
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

    private void Lost(bool waited)
    {
        _status.Dropped();
        if (waited)
        {
            _status.Waiting(-1);
        }
    }

    private async Task EncodeAsync()
    {
        var dropped = 0L;
        // Ends when the writer is completed: a stop must not leave offered rounds behind.
        await foreach (var round in _offered.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                if (_encoder.Encode(round) is { } encoded)
                {
                    _backlog.Add(encoded);
                    _wake.Release();
                }
            }
            catch (Exception ex)
            {
                _logger.EncodingFailed(ex);
                _status.Dropped();
            }

            _status.Waiting(-1);
            if (_backlog.Dropped != dropped)
            {
                dropped = _backlog.Dropped;
                _logger.RoundsDropped(dropped);
            }
        }

        _allEncoded = true;
        _wake.Release();
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
                    if (_allEncoded)
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
                return true;
            }

            var said = await answer.Content.ReadAsStringAsync(end).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity)
            {
                // It would be refused again and again, and every later round would wait behind it.
                _logger.RoundRefused(round.At, (int)answer.StatusCode, said.Length <= 500 ? said : said[..500]);
                _backlog.Remove(round);
                Lost(waited: false);
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
