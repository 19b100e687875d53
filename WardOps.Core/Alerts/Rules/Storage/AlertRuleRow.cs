namespace WardOps.Core.Alerts.Rules.Storage;

/// <summary>A rule as it is stored. The running parts never see it: they read the <see cref="RuleBook"/>.</summary>
internal sealed class AlertRuleRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in upper case, invariant; unique.</summary>
    public required string NameKey { get; set; }

    /// <summary>Name of its <see cref="AlertKind"/>. Text here, so that a row that a newer version wrote is left out and not fatal.</summary>
    public required string Kind { get; set; }

    /// <summary>Number of its <see cref="AlertSeverity"/>: it is ordered and compared.</summary>
    public short Severity { get; set; }

    public bool Enabled { get; set; }

    /// <summary>Seconds that it has to hold.</summary>
    public double ForSeconds { get; set; }

    public double? Threshold { get; set; }

    public double? RecoverAt { get; set; }

    public bool AgainstOwn { get; set; }

    /// <summary>JSON: <c>{"kind":"type","values":["Router"]}</c>.</summary>
    public required string Scope { get; set; }

    /// <summary>JSON: <c>{"zone":"Asia/Tbilisi","hours":[{"days":["monday"],"from":"09:00","to":"18:00"}]}</c>.</summary>
    public required string Schedule { get; set; }

    public string? DefaultKey { get; set; }

    /// <summary>Grows with every edit; the concurrency token.</summary>
    public long Version { get; set; }
}
