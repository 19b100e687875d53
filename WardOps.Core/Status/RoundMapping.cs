using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WardOps.Core.Status;

internal sealed class RoundMapping : IEntityTypeConfiguration<RoundRow>
{
    public void Configure(EntityTypeBuilder<RoundRow> builder)
    {
        builder.ToTable("rounds");
        builder.HasKey(r => r.Node);
        builder.Property(r => r.Node).HasMaxLength(100);
    }
}
