using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WardOps.Core.Devices;

internal sealed class DeviceMapping : IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Device> builder)
    {
        builder.ToTable("devices");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Name).HasMaxLength(200);
        builder.Property(d => d.NameKey).HasMaxLength(200);
        builder.Property(d => d.Ip).HasMaxLength(253);
        builder.Property(d => d.DeviceType).HasMaxLength(100);
        builder.Property(d => d.Tags).HasConversion<DeviceTagsText>().HasDefaultValue(DeviceTags.None);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => d.NameKey);
        builder.HasIndex(d => d.Ip).IsUnique().HasFilter("enabled").HasDatabaseName(UniqueIp);   // the legacy fleet had ten addresses twice
        builder.HasOne(d => d.Branch).WithMany().HasForeignKey(d => d.BranchId).OnDelete(DeleteBehavior.Restrict);
    }

    internal const string UniqueIp = "ux_devices_ip_enabled";
}
