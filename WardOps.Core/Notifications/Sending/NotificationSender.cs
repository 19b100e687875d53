using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending;

/// <summary>
/// The second half of the way of a message: from its delivery to the other side. Claim, send, mark are three steps; the sending is in no
/// transaction. Each channel has room for a few messages under way, so one that hangs holds up nobody else.
/// </summary>
internal sealed class NotificationSender(
    DeliveryQueue queue,
    ChannelStore channels,
    ChannelPost post,
    SendSignal signal,
    NotificationMeters meters,
    FaultPoints faults,
    StoreGate gate,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<NotificationSender> logger) : BackgroundService
{
    // A retry is due at any moment.
    private static readonly TimeSpan s_pollEvery = TimeSpan.FromSeconds(2);

    // What is under way at a stop may come to its end: broken off, it would be sent a second time.
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(10);

    private readonly string _me = $"{Environment.MachineName[..Math.Min(60, Environment.MachineName.Length)]}:{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<Guid, int> _underWay = [];
    private readonly ConcurrentDictionary<long, Task> _tasks = [];

    /// <summary>Sends what is due and waits until all of it has come to an end. For tests; the loop does not wait.</summary>
    internal async Task PassAsync(CancellationToken cancellation)
    {
        while (await BeginAsync(cancellation, cancellation).ConfigureAwait(false) > 0)
        {
            await Task.WhenAll(_tasks.Values).ConfigureAwait(false);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken).ConfigureAwait(false);
        var isFailing = false;
        using var sending = new CancellationTokenSource();
        try
        {
            while (true)
            {
                try
                {
                    await BeginAsync(stoppingToken, sending.Token).ConfigureAwait(false);
                    isFailing = false;
                }
                catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
                {
                    if (!isFailing)
                    {
                        logger.ClaimFailed(ex);
                    }

                    isFailing = true;
                }

                await signal.WaitAsync(s_pollEvery, time, stoppingToken).ConfigureAwait(false);
            }
        }
        finally
        {
            sending.CancelAfter(s_lastWords);
            await Task.WhenAll(_tasks.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Begins as much as there is room for. How many were begun.</summary>
    private async Task<int> BeginAsync(CancellationToken cancellation, CancellationToken sending)
    {
        var begun = 0;
        foreach (var channel in await queue.DueChannelsAsync(time.GetUtcNow(), cancellation).ConfigureAwait(false))
        {
            var room = options.Value.PerChannel - _underWay.GetValueOrDefault(channel);
            var open = room > 0 ? await OpenAsync(channel, cancellation).ConfigureAwait(false) : null;
            if (room > 0 && open is null)
            {
                await queue.AbandonAsync(channel, cancellation).ConfigureAwait(false);
            }

            if (open is null or { Channel.Channel.Enabled: false })
            {
                continue;
            }

            foreach (var delivery in await queue.ClaimAsync(channel, room, _me, time.GetUtcNow(), options.Value.Lease, cancellation).ConfigureAwait(false))
            {
                begun++;
                _underWay.AddOrUpdate(channel, 1, (_, n) => n + 1);
                _tasks[delivery.Id] = Task.Run(() => SendAsync(open, delivery, sending), CancellationToken.None);
            }
        }

        return begun;
    }

    /// <summary>Null if the channel is gone. One whose secrets cannot be opened says so with each message.</summary>
    private async Task<Opened?> OpenAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            return await channels.OpenAsync(id, cancellation).ConfigureAwait(false) is { } open ? new Opened(open, null) : null;
        }
        catch (Exception ex) when (ex is InvalidOperationException or InvalidDataException)
        {
            var known = (await channels.AllAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(c => c.Id == id);
            return known is null ? null : new Opened(new OpenChannel(known, ChannelSecrets.None), ex.Message);
        }
    }

    private async Task SendAsync(Opened opened, DeliveryRow delivery, CancellationToken cancellation)
    {
        var channel = opened.Channel.Channel;
        try
        {
            var outcome = await TryAsync(opened, delivery, cancellation).ConfigureAwait(false);
            if (outcome.Verdict == SendVerdict.Sent)
            {
                faults.At(NotificationStep.Sent);
                meters.Sent(channel.Kind, await queue.SentAsync(delivery, outcome.Words, time.GetUtcNow(), cancellation).ConfigureAwait(false));
                return;
            }

            var isDead = outcome.Verdict == SendVerdict.Refused || delivery.Attempts >= options.Value.MaxAttempts;
            var pause = RetryPause.Of(delivery.Attempts, options.Value, outcome.RetryAfter, Random.Shared.NextDouble());
            meters.Failed(channel.Kind, isDead);
            if (isDead)
            {
                logger.SendGivenUp(delivery.Key, channel.Name, delivery.Attempts, outcome.Words);
            }
            else if (delivery.Attempts == 1)   // its later attempts are on the page
            {
                logger.SendFailed(delivery.Key, channel.Name, delivery.Attempts, pause, outcome.Words);
            }

            await queue.FailedAsync(delivery, outcome.Words, isDead ? null : time.GetUtcNow() + pause, cancellation).ConfigureAwait(false);
        }
        catch (Exception ex) when (!cancellation.IsCancellationRequested)
        {
            logger.MarkFailed(delivery.Key, channel.Name, ex);
        }
        finally
        {
            _underWay.AddOrUpdate(channel.Id, 0, (_, n) => n - 1);
            _tasks.TryRemove(delivery.Id, out _);
            signal.Raise();
        }
    }

    private async Task<SendOutcome> TryAsync(Opened opened, DeliveryRow delivery, CancellationToken cancellation)
    {
        if (opened.Problem is { } problem)
        {
            return new SendOutcome(SendVerdict.TryAgain, problem);
        }

        try
        {
            return await post.SendAsync(opened.Channel, delivery.Key, ThreadOf(delivery), StoredJson.Read<Message>(delivery.Payload), cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException ex)
        {
            return new SendOutcome(SendVerdict.Refused, ex.Message);
        }
    }

    private static string ThreadOf(DeliveryRow delivery) => $"{delivery.GroupKey.Replace(':', '-').Replace("*", "rest", StringComparison.Ordinal)}-{delivery.RouteId:N}";

    private sealed record Opened(OpenChannel Channel, string? Problem);
}
