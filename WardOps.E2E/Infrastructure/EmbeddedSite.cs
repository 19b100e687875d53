namespace WardOps.E2E.Infrastructure;

/// <summary>As <c>scripts/run</c> starts it: SQLite, and a VictoriaMetrics of its own.</summary>
public sealed class EmbeddedSite : Site;
