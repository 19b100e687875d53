namespace WardOps.Web.Api.Alerts;

/// <summary>One line of the timeline of an alert.</summary>
/// <param name="Number">1, 2, 3, ... within the alert.</param>
/// <param name="At">When.</param>
/// <param name="Kind">opened, worse, milder, closed, joined, acknowledged, unacknowledged, commented, assigned or snoozed.</param>
/// <param name="By">Who did it; null for WardOps.</param>
/// <param name="Text">What there is to say of it; null if nothing.</param>
/// <param name="Severity">Of the alert after it.</param>
internal sealed record AlertItemEvent(int Number, DateTimeOffset At, string Kind, string? By, string? Text, string Severity);
