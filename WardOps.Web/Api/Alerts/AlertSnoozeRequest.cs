namespace WardOps.Web.Api.Alerts;

/// <summary>The body of snooze.</summary>
/// <param name="By">Who does it, 1 to 100 characters.</param>
/// <param name="Until">Until when, later than now and within 30 days; null ends a snooze.</param>
internal sealed record AlertSnoozeRequest(string? By, DateTimeOffset? Until);
