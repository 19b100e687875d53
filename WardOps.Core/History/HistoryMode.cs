namespace WardOps.Core.History;

/// <summary>Which store remembers.</summary>
public enum HistoryMode
{
    /// <summary>A victoria-metrics process that WardOps starts itself.</summary>
    Embedded,

    /// <summary>A VictoriaMetrics server that somebody else runs (<c>VICTORIA_URL</c>).</summary>
    External,

    /// <summary>The table ping_results, last 24 hours only: no victoria-metrics binary was found.</summary>
    Sql,
}
