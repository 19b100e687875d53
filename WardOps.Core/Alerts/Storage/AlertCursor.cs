using System.Globalization;

namespace WardOps.Core.Alerts.Storage;

/// <summary>
/// A place in a list of alerts, the newest opened first: the last one that was seen. Opening times may be equal (a tick opens hundreds), so the id
/// decides among them. It stays right whatever opens and closes meanwhile.
/// </summary>
/// <param name="OpenedAt">When that one was opened, in whole microseconds: more the databases do not keep.</param>
/// <param name="Id">Which.</param>
public readonly record struct AlertCursor(DateTimeOffset OpenedAt, Guid Id)
{
    /// <summary>The place of an alert.</summary>
    public static AlertCursor Of(Alert alert) => new(Whole(alert.OpenedAt), alert.Id);

    /// <summary>Reads what <see cref="ToString"/> wrote; null if it is nothing of the kind.</summary>
    public static AlertCursor? Parse(string? text)
        => text?.Split('-', 2) is [var at, var id]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
            && micros < 253_402_300_800_000_000   // the year 10000
            && Guid.TryParseExact(id, "N", out var guid)
            ? new AlertCursor(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), guid)
            : null;

    /// <summary>Those after it, in order, and no more than asked for.</summary>
    public static IReadOnlyList<Alert> Page(IEnumerable<Alert> alerts, AlertCursor? after, int most) =>
    [
        .. alerts.Where(a => after is not { } place || place.IsBefore(Of(a)))
            .OrderByDescending(a => Whole(a.OpenedAt)).ThenByDescending(a => a.Id)
            .Take(most),
    ];

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(OpenedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}-{Id:N}");

    private bool IsBefore(AlertCursor other)
        => other.OpenedAt < OpenedAt || (other.OpenedAt == OpenedAt && other.Id.CompareTo(Id) < 0);

    private static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
