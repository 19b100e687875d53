using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WardOps.Core.Devices;

internal sealed class DeviceParentMapping : IEntityTypeConfiguration<DeviceParent>
{
    public void Configure(EntityTypeBuilder<DeviceParent> builder)
    {
        builder.ToTable("device_parents");
        builder.HasKey(p => new { p.DeviceId, p.ParentId });
        builder.HasOne<Device>().WithMany(d => d.Parents).HasForeignKey(p => p.DeviceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Device>().WithMany().HasForeignKey(p => p.ParentId).OnDelete(DeleteBehavior.Cascade);
    }
}
