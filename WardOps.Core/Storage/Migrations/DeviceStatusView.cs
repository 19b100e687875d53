namespace WardOps.Core.Storage.Migrations;

/// <summary>
/// The view <c>device_status</c> for people with SQL: each device with its status and the one true <c>last_ping_at</c>. For a device that
/// is up that is the close of the last round, which <c>device_states</c> does not repeat for every device.
/// </summary>
internal static class DeviceStatusView
{
    public const string CreatePostgres = """
        CREATE VIEW device_status AS
        SELECT d.id, d.name, d.ip, b.name AS branch, b.region, d.device_type, d.enabled,
            coalesce(lower(s.status), 'unknown') AS status, s.since, s.down_since,
            CASE WHEN s.status = 'Up' THEN greatest(s.last_ping_at, (SELECT max(r.closed_at) FROM rounds r)) ELSE s.last_ping_at END AS last_ping_at
        FROM devices d JOIN branches b ON b.id = d.branch_id LEFT JOIN device_states s ON s.device_id = d.id
        """;

    /// <summary>Stored microseconds become text in RFC 3339.</summary>
    public const string CreateSqlite = """
        CREATE VIEW device_status AS
        SELECT d.id, d.name, d.ip, b.name AS branch, b.region, d.device_type, d.enabled,
            coalesce(lower(s.status), 'unknown') AS status,
            strftime('%Y-%m-%dT%H:%M:%fZ', s.since / 1000000.0, 'unixepoch') AS since,
            strftime('%Y-%m-%dT%H:%M:%fZ', s.down_since / 1000000.0, 'unixepoch') AS down_since,
            strftime('%Y-%m-%dT%H:%M:%fZ',
                CASE WHEN s.status = 'Up' THEN max(s.last_ping_at, coalesce((SELECT max(r.closed_at) FROM rounds r), s.last_ping_at)) ELSE s.last_ping_at END
                / 1000000.0, 'unixepoch') AS last_ping_at
        FROM devices d JOIN branches b ON b.id = d.branch_id LEFT JOIN device_states s ON s.device_id = d.id
        """;

    public const string Drop = "DROP VIEW device_status";
}
