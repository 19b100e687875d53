namespace WardOps.Web.Api.Alerts;

/// <summary>One part of a list of alerts.</summary>
/// <param name="Items">The newest opened first.</param>
/// <param name="NextCursor">Ask with it for the part after this; null at the end.</param>
/// <param name="Open">How many open alerts fit the filter, on all parts; null where closed ones are listed.</param>
internal sealed record AlertPageReply(IReadOnlyList<AlertItem> Items, string? NextCursor, int? Open);
