using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts;

/// <summary>What people do with alerts: acknowledge, comment, assign, snooze. Seen by everybody at once; stored in order with everything else.</summary>
public sealed class AlertDesk(AlertBook book, AlertReader reader, StatePersister states, TimeProvider time) : IDisposable
{
    /// <summary>Characters of a comment.</summary>
    public const int MostText = 2_000;

    /// <summary>Characters of a name.</summary>
    public const int MostName = 100;

    /// <summary>Alerts that one call may change.</summary>
    public const int MostAlerts = 5_000;

    /// <summary>Longest snooze.</summary>
    public static readonly TimeSpan MostSnooze = TimeSpan.FromDays(30);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    // Comments on closed alerts are numbered by what is stored, one after the other.
    private readonly SemaphoreSlim _closed = new(1, 1);

    /// <summary>Somebody has commented on this closed alert, and it is stored. Of open ones the book says what changes.</summary>
    public event Action<Guid>? ClosedCommented;

    public void Dispose() => _closed.Dispose();

    /// <summary>Somebody sees to them. Holds until they are over, or become worse.</summary>
    /// <param name="ids">Which; those that are not open any more, or are acknowledged, are left out.</param>
    /// <param name="by">Who: 1 to <see cref="MostName"/> characters.</param>
    /// <param name="text">Why or how, up to <see cref="MostText"/> characters; null for nothing.</param>
    /// <param name="cancellation">Ends the waiting for the store, not what was done.</param>
    public Task<DeskAnswer> AcknowledgeAsync(IReadOnlyCollection<Guid> ids, string by, string? text, CancellationToken cancellation)
        => ChangeAsync(ids, by, text, (alert, who, words, now) => alert.AcknowledgedBy is not null ? null
            : new AlertEdit(alert with { AcknowledgedBy = who, AcknowledgedAt = now }, AlertEventKind.Acknowledged, words, who, IsTold: true), cancellation);

    /// <summary>Nobody sees to them any more.</summary>
    public Task<DeskAnswer> UnacknowledgeAsync(IReadOnlyCollection<Guid> ids, string by, string? text, CancellationToken cancellation)
        => ChangeAsync(ids, by, text, (alert, who, words, _) => alert.AcknowledgedBy is null ? null
            : new AlertEdit(alert with { AcknowledgedBy = null, AcknowledgedAt = null }, AlertEventKind.Unacknowledged, words, who), cancellation);

    /// <summary>Gives them to somebody; to nobody if <paramref name="to"/> is null or blank.</summary>
    public Task<DeskAnswer> AssignAsync(IReadOnlyCollection<Guid> ids, string by, string? to, CancellationToken cancellation)
    {
        var name = string.IsNullOrWhiteSpace(to) ? null : to.Trim();
        return name?.Length > MostName
            ? Task.FromResult(DeskAnswer.Refused($"A name has at the most {MostName} characters."))
            : ChangeAsync(ids, by, null, (alert, who, _, _) => alert.AssignedTo == name ? null
                : new AlertEdit(alert with { AssignedTo = name }, AlertEventKind.Assigned, name is null ? "to nobody" : $"to {name}", who), cancellation);
    }

    /// <summary>Nobody is reminded of them until then; ends a snooze if <paramref name="until"/> is null.</summary>
    public Task<DeskAnswer> SnoozeAsync(IReadOnlyCollection<Guid> ids, string by, DateTimeOffset? until, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return until is { } end && (end <= now || end > now + MostSnooze)
            ? Task.FromResult(DeskAnswer.Refused($"A snooze ends later than now, and within {MostSnooze.Days} days."))
            : ChangeAsync(ids, by, null, (alert, who, _, _) => alert.SnoozedUntil == until ? null
                : new AlertEdit(alert with { SnoozedUntil = until?.ToUniversalTime() }, AlertEventKind.Snoozed, until is { } t ? $"until {t.ToUniversalTime():yyyy-MM-dd HH:mm} UTC" : "no more", who), cancellation);
    }

    /// <summary>Notes the same on many; those that are not open any more are left out.</summary>
    public Task<DeskAnswer> CommentAsync(IReadOnlyCollection<Guid> ids, string by, string text, CancellationToken cancellation)
        => string.IsNullOrWhiteSpace(text)
            ? Task.FromResult(DeskAnswer.Refused("A comment has at least one character."))
            : ChangeAsync(ids, by, text, (alert, who, words, _) => new AlertEdit(alert, AlertEventKind.Commented, words, who), cancellation);

    /// <summary>Notes something, also on one that is closed.</summary>
    public async Task<DeskAnswer> CommentAsync(Guid id, string by, string text, CancellationToken cancellation)
    {
        var answer = await CommentAsync([id], by, text, cancellation).ConfigureAwait(false);
        return answer.Changed > 0 || answer.Problem is not null ? answer : await CommentClosedAsync(id, by.Trim(), text.Trim(), cancellation).ConfigureAwait(false);
    }

    /// <summary>A browser has these on its screen now. The first time counts; it is stored with whatever is written next.</summary>
    public void Shown(IEnumerable<Guid> ids)
    {
        var now = time.GetUtcNow();
        var (batch, _) = book.Change(ids, now, alert => alert.ShownAt is null ? new AlertEdit(alert with { ShownAt = now }) : null);
        if (batch is not null)
        {
            states.Offer(batch);
        }
    }

    private async Task<DeskAnswer> ChangeAsync(
        IReadOnlyCollection<Guid> ids, string by, string? text, Func<Alert, string, string?, DateTimeOffset, AlertEdit?> change, CancellationToken cancellation)
    {
        if (Wrong(ids, by, text) is { } wrong)
        {
            return DeskAnswer.Refused(wrong);
        }

        var now = time.GetUtcNow();
        var words = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        var (batch, changed) = book.Change(ids, now, alert => change(alert, by.Trim(), words, now));
        return batch is null ? new DeskAnswer(0, IsStored: true, null) : await StoreAsync(batch, changed.Count, cancellation).ConfigureAwait(false);
    }

    private async Task<DeskAnswer> CommentClosedAsync(Guid id, string by, string text, CancellationToken cancellation)
    {
        await _closed.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await ClosedAsync(id, cancellation).ConfigureAwait(false) is not { } alert)
            {
                return DeskAnswer.Refused("There is no such alert, or its end is not stored yet. Try again in a moment.");
            }

            var answer = await StoreAsync(book.Comment(alert, time.GetUtcNow(), by, text), 1, cancellation).ConfigureAwait(false);
            ClosedCommented?.Invoke(id);
            return answer;
        }
        finally
        {
            _closed.Release();
        }
    }

    /// <summary>A closed alert as it is stored. One that has closed just now is in the book no more and in the store not yet, or not at all if it has not been open for long.</summary>
    private async Task<Alert?> ClosedAsync(Guid id, CancellationToken cancellation)
    {
        var alert = await reader.FindAsync(id, cancellation).ConfigureAwait(false);
        for (var waited = TimeSpan.Zero; alert is not { IsOpen: false } && waited < s_patience; waited += s_look)
        {
            await Task.Delay(s_look, time, cancellation).ConfigureAwait(false);
            alert = await reader.FindAsync(id, cancellation).ConfigureAwait(false);
        }

        return alert is { IsOpen: false } ? alert : null;
    }

    private async Task<DeskAnswer> StoreAsync(AlertBatch batch, int changed, CancellationToken cancellation)
    {
        var stored = batch.Stored();
        states.Offer(batch);
        try
        {
            await stored.WaitAsync(s_patience, time, cancellation).ConfigureAwait(false);
            return new DeskAnswer(changed, IsStored: true, null);
        }
        catch (TimeoutException)
        {
            return new DeskAnswer(changed, IsStored: false, null);   // it holds, and is written when the store is back
        }
    }

    private static string? Wrong(IReadOnlyCollection<Guid> ids, string by, string? text)
        => string.IsNullOrWhiteSpace(by) ? "Say who you are."
            : by.Trim().Length > MostName ? $"A name has at the most {MostName} characters."
            : text?.Trim().Length > MostText ? $"A comment has at the most {MostText} characters."
            : ids.Count == 0 ? "No alert was named."
            : ids.Count > MostAlerts ? $"At the most {MostAlerts} alerts at once."
            : null;
}
