namespace WardOps.Web.Api.Alerts;

/// <summary>The body of assign.</summary>
/// <param name="By">Who does it, 1 to 100 characters.</param>
/// <param name="To">To whom, up to 100 characters; null for nobody.</param>
internal sealed record AlertAssignRequest(string? By, string? To);
