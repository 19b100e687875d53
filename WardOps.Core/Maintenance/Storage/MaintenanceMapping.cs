using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WardOps.Core.Maintenance.Storage;

internal sealed class MaintenanceMapping : IEntityTypeConfiguration<MaintenanceWindowRow>
{
    public void Configure(EntityTypeBuilder<MaintenanceWindowRow> builder)
    {
        builder.ToTable("maintenance_windows");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Name).HasMaxLength(MaintenanceRules.LongestName);
        builder.Property(w => w.Reason).HasMaxLength(MaintenanceRules.LongestReason);
        builder.Property(w => w.ScopeKind).HasConversion<string>().HasMaxLength(20);
        builder.Property(w => w.CreatedBy).HasMaxLength(200);
        builder.Property(w => w.EndedBy).HasMaxLength(200);
        builder.Property(w => w.Version).IsConcurrencyToken();
    }
}
