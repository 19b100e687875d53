using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WardOps.Core.Alerts.Storage;

internal sealed class AlertMappings : IEntityTypeConfiguration<AlertRow>, IEntityTypeConfiguration<AlertEventRow>, IEntityTypeConfiguration<AlertEvidenceRow>
{
    public void Configure(EntityTypeBuilder<AlertRow> builder)
    {
        builder.ToTable("alerts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.SubjectKind).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.Severity).HasConversion<short>();   // a number: it is ordered and compared
        builder.Property(a => a.End).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(a => new { a.SubjectKind, a.SubjectId, a.Kind }).IsUnique().HasFilter("closed_at IS NULL").HasDatabaseName("ux_alerts_open");
        builder.HasIndex(a => a.OpenedAt).IsDescending();
        builder.HasIndex(a => new { a.SubjectId, a.OpenedAt }).IsDescending(false, true);
        builder.HasIndex(a => a.IncidentId);
    }

    public void Configure(EntityTypeBuilder<AlertEventRow> builder)
    {
        builder.ToTable("alert_events");
        builder.HasKey(e => new { e.AlertId, e.Number });
        builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Severity).HasConversion<short>();
        builder.HasOne<AlertRow>().WithMany().HasForeignKey(e => e.AlertId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => e.At).HasFilter("is_waiting").HasDatabaseName("ix_alert_events_waiting");
    }

    public void Configure(EntityTypeBuilder<AlertEvidenceRow> builder)
    {
        builder.ToTable("alert_evidence");
        builder.HasKey(e => e.AlertId);
        builder.Property(e => e.AlertId).ValueGeneratedNever();
        builder.HasOne<AlertRow>().WithOne().HasForeignKey<AlertEvidenceRow>(e => e.AlertId).OnDelete(DeleteBehavior.Cascade);
    }
}
