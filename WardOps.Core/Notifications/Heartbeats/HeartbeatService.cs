using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Status;

namespace WardOps.Core.Notifications.Heartbeats;

/// <summary>The dead man's heartbeat: calls an address every minute while rounds close, so that something outside notices when they do not.</summary>
public sealed class HeartbeatService : BackgroundService
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(15);

    private readonly HeartbeatStore _store;
    private readonly StatusBoard _board;
    private readonly ProbePolicy _policy;
    private readonly DispatchState _dispatch;
    private readonly IHttpClientFactory _clients;
    private readonly NotificationMeters _meters;
    private readonly TimeProvider _time;
    private readonly ILogger<HeartbeatService> _logger;
    private readonly DateTimeOffset _started;
    private volatile HeartbeatState _current = new(false, "", null, null, null);

    public HeartbeatService(
        HeartbeatStore store, StatusBoard board, ProbePolicy policy, DispatchState dispatch, IHttpClientFactory clients, NotificationMeters meters, TimeProvider time, ILogger<HeartbeatService> logger)
    {
        (_store, _board, _policy, _dispatch, _clients, _meters, _time, _logger) = (store, board, policy, dispatch, clients, meters, time, logger);
        _started = time.GetUtcNow();
    }

    public HeartbeatState Current => _current;

    /// <summary>One beat, if it is time for one: also by hand, when the address was changed.</summary>
    public async Task BeatAsync(CancellationToken cancellation)
    {
        var (enabled, host, url) = await _store.LoadAsync(cancellation).ConfigureAwait(false);
        var was = _current;
        if (!enabled)
        {
            _current = new HeartbeatState(false, host, null, null, null);
            return;
        }

        var silent = HeartbeatRules.Silent(_board.Current, _policy.Interval, _dispatch.LastPass, _started, _time.GetUtcNow());
        var problem = silent is not null ? null : url is null ? "The address cannot be opened: the keys it was sealed with are gone. Type it in again." : await CallAsync(url, cancellation).ConfigureAwait(false);
        var isTaken = silent is null && problem is null;
        _current = new HeartbeatState(true, host, isTaken ? _time.GetUtcNow() : was.LastTaken, silent, problem);
        _meters.Beat(isTaken ? "taken" : silent is not null ? "silent" : "failed");
        Log(was, _current);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first one soon, so that a watcher that has become uneasy over a restart is calmed.
        for (var pause = s_first; ; pause = s_every)
        {
            await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(false);
            try
            {
                await BeatAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                var was = _current;
                _current = was with { Silent = "the device store does not answer, so nobody could be told of anything.", Problem = null };
                _meters.Beat("silent");
                if (was.Silent is null)
                {
                    _logger.HeartbeatSilent(ex.Message);
                }
            }
        }
    }

    private void Log(HeartbeatState was, HeartbeatState now)
    {
        if (now.Silent is { } silent && was.Silent is null)
        {
            _logger.HeartbeatSilent(silent);
        }
        else if (now.Problem is { } problem && was.Problem is null)
        {
            _logger.HeartbeatFailed(problem);
        }
        else if (now is { Silent: null, Problem: null } && (was.Silent ?? was.Problem) is not null)
        {
            _logger.HeartbeatBeats();
        }
    }

    /// <summary>What was wrong, without the address; null if it was taken.</summary>
    private async Task<string?> CallAsync(Uri url, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(s_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var client = _clients.CreateClient(HttpSender.ClientName);
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : FormattableString.Invariant($"It answered {(int)answer.StatusCode} {answer.StatusCode}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return FormattableString.Invariant($"No answer within {s_timeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException ex)
        {
            return $"It could not be reached: {ex.InnerException?.Message ?? ex.HttpRequestError.ToString()}";
        }
    }
}
