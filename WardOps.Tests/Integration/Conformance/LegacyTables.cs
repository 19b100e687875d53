namespace WardOps.Tests.Integration.Conformance;

/// <summary>The table of the legacy product in the ways it was made: by its scripts, and by its models in a database that they created.</summary>
internal static class LegacyTables
{
    /// <summary>By the scripts, with their indexes.</summary>
    public const string Scripts = """
        CREATE TABLE ping_results (
            id BIGSERIAL PRIMARY KEY, device_ip VARCHAR(50) NOT NULL, device_name VARCHAR(255), packets_sent INT NOT NULL DEFAULT 5,
            packets_received INT NOT NULL DEFAULT 0, packet_loss_percent INT NOT NULL DEFAULT 100, min_rtt_ms INT, avg_rtt_ms INT, max_rtt_ms INT,
            is_reachable BOOL NOT NULL DEFAULT FALSE, timestamp TIMESTAMPTZ NOT NULL DEFAULT now());
        CREATE INDEX idx_ping_results_device_ip ON ping_results (device_ip);
        CREATE INDEX idx_ping_results_timestamp ON ping_results (timestamp);
        CREATE INDEX idx_ping_results_device_time ON ping_results (device_ip, timestamp DESC);
        """;

    /// <summary>By the models: a short id, times without a zone, and nothing that must not be null.</summary>
    public const string Models = """
        CREATE TABLE ping_results (
            id SERIAL PRIMARY KEY, device_ip VARCHAR(50), device_name VARCHAR(255), packets_sent INTEGER, packets_received INTEGER, packet_loss_percent INTEGER,
            min_rtt_ms INTEGER, avg_rtt_ms INTEGER, max_rtt_ms INTEGER, is_reachable BOOLEAN, timestamp TIMESTAMP WITHOUT TIME ZONE);
        CREATE INDEX ix_ping_results_device_ip ON ping_results (device_ip);
        """;

    /// <summary>By the models in SQLite: times are text.</summary>
    public const string ModelsInSqlite = """
        CREATE TABLE ping_results (
            id INTEGER NOT NULL PRIMARY KEY, device_ip VARCHAR(50), device_name VARCHAR(255), packets_sent INTEGER, packets_received INTEGER,
            packet_loss_percent INTEGER, min_rtt_ms INTEGER, avg_rtt_ms INTEGER, max_rtt_ms INTEGER, is_reachable BOOLEAN, timestamp DATETIME);
        CREATE INDEX ix_ping_results_device_ip ON ping_results (device_ip);
        """;
}
