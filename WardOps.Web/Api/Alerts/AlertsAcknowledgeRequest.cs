namespace WardOps.Web.Api.Alerts;

/// <summary>The body of the acknowledgement of many.</summary>
/// <param name="Ids">Which, 1 to 5,000; those that are not open are left out.</param>
/// <param name="By">Who does it, 1 to 100 characters.</param>
/// <param name="Text">What there is to say, up to 2,000 characters.</param>
internal sealed record AlertsAcknowledgeRequest(IReadOnlyList<Guid>? Ids, string? By, string? Text);
