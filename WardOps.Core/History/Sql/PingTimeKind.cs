namespace WardOps.Core.History.Sql;

/// <summary>How the column timestamp is kept.</summary>
internal enum PingTimeKind
{
    /// <summary>PostgreSQL timestamptz.</summary>
    Zoned,

    /// <summary>PostgreSQL timestamp: the clock of UTC.</summary>
    Naive,

    /// <summary>SQLite: whole milliseconds since the Unix epoch.</summary>
    Milliseconds,

    /// <summary>SQLite: <c>2026-03-04 12:00:00.123456</c>, the clock of UTC.</summary>
    Text,
}
