namespace WardOps.Web.Api.Notifications;

/// <summary>Hours of the week.</summary>
/// <param name="Days">monday to sunday.</param>
/// <param name="From">09:00</param>
/// <param name="To">18:00; not later than from for hours that end on the next day.</param>
internal sealed record RouteHoursBody(IReadOnlyList<string?>? Days, string? From, string? To);
