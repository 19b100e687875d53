namespace WardOps.Web.Api.Alerts;

/// <summary>The body of acknowledge, unacknowledge and comment.</summary>
/// <param name="By">Who does it, 1 to 100 characters.</param>
/// <param name="Text">What there is to say, up to 2,000 characters; a comment must have some.</param>
internal sealed record AlertActionRequest(string? By, string? Text);
