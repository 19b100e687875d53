using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WardOps.Core.Devices;

namespace WardOps.Core.Status;

internal sealed class DeviceStateMapping : IEntityTypeConfiguration<DeviceStateRow>
{
    public void Configure(EntityTypeBuilder<DeviceStateRow> builder)
    {
        builder.ToTable("device_states");
        builder.HasKey(s => s.DeviceId);
        builder.Property(s => s.DeviceId).ValueGeneratedNever();
        builder.Property(s => s.Status).HasMaxLength(20);
        builder.HasOne<Device>().WithOne().HasForeignKey<DeviceStateRow>(s => s.DeviceId).OnDelete(DeleteBehavior.Cascade);
    }
}
