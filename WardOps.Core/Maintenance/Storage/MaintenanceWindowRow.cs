using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Maintenance.Storage;

/// <summary>A row of <c>maintenance_windows</c>. One that has begun is never deleted.</summary>
public sealed class MaintenanceWindowRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public required string Reason { get; set; }

    public ScopeKind ScopeKind { get; set; }

    /// <summary>JSON array of names or ids.</summary>
    public required string ScopeValues { get; set; }

    /// <summary>JSON of a <see cref="PlanJson"/>.</summary>
    public required string Plan { get; set; }

    public bool Enabled { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset InForceFrom { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }

    public long Version { get; set; }
}
