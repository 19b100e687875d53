namespace WardOps.Core.Alerts;

/// <summary>One line of the timeline of an alert. Written in the same transaction as the status and the alert; what people have to be told of waits there until the notifier has taken it (the outbox).</summary>
/// <param name="AlertId">Whose.</param>
/// <param name="Number">1, 2, 3, ... within the alert: with it the identity.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="By">Who did it; null for WardOps.</param>
/// <param name="Text">What there is to say of it, in words; null if nothing.</param>
/// <param name="IsTold">Whether the notifier has to hear of it. Not so for what is contained in another message: a merged alert, a device that an incident names.</param>
/// <param name="Severity">Of the alert after it.</param>
public sealed record AlertEvent(
    Guid AlertId, int Number, DateTimeOffset At, AlertEventKind Kind, string? By, string? Text, bool IsTold, AlertSeverity Severity);
