namespace WardOps.Core.Alerts.Storage;

/// <summary>All that is stored of one alert.</summary>
/// <param name="Alert">As it was stored last; the book may know a newer one.</param>
/// <param name="HandedOverAt">When the first message about it was handed over; null while none was.</param>
/// <param name="Events">Its timeline, oldest first.</param>
public sealed record AlertFile(Alert Alert, DateTimeOffset? HandedOverAt, IReadOnlyList<AlertEvent> Events);
