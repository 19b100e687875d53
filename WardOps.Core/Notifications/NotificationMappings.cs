using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Heartbeats;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;

namespace WardOps.Core.Notifications;

internal sealed class NotificationMappings : IEntityTypeConfiguration<ChannelRow>, IEntityTypeConfiguration<RouteRow>,
    IEntityTypeConfiguration<NotificationLine>, IEntityTypeConfiguration<DeliveryRow>, IEntityTypeConfiguration<HeartbeatRow>
{
    public void Configure(EntityTypeBuilder<ChannelRow> builder)
    {
        builder.ToTable("notification_channels");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.NameKey).HasMaxLength(100);
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.NameKey).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RouteRow> builder)
    {
        builder.ToTable("notification_routes");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.NameKey).HasMaxLength(100);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.NameKey).IsUnique();
    }

    public void Configure(EntityTypeBuilder<NotificationLine> builder)
    {
        builder.ToTable("notification_lines");
        builder.HasKey(l => new { l.AlertId, l.RouteId, l.ChannelId, l.Key });
        builder.Property(l => l.Key).HasMaxLength(40);
        builder.Property(l => l.What).HasConversion<string>().HasMaxLength(20);
        builder.Property(l => l.Severity).HasConversion<short>();
        builder.Property(l => l.GroupKey).HasMaxLength(100);
        builder.Property(l => l.State).HasConversion<string>().HasMaxLength(20).IsConcurrencyToken();
        builder.HasOne<AlertRow>().WithMany().HasForeignKey(l => l.AlertId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<DeliveryRow>().WithMany().HasForeignKey(l => l.DeliveryId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(l => l.TakenAt).HasFilter("state = 'Waiting'").HasDatabaseName("ix_notification_lines_waiting");
        builder.HasIndex(l => l.DeliveryId);
    }

    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("notification_deliveries");
        builder.Property(d => d.Key).HasMaxLength(64);
        builder.Property(d => d.RouteName).HasMaxLength(100);
        builder.Property(d => d.ChannelName).HasMaxLength(100);
        builder.Property(d => d.GroupKey).HasMaxLength(100);
        builder.Property(d => d.Headline).HasMaxLength(200);
        builder.Property(d => d.Severity).HasConversion<short>();
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.ClaimedBy).HasMaxLength(100);
        builder.Property(d => d.LastError).HasMaxLength(1000);
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => new { d.ChannelId, d.DueAt }).HasFilter("state IN ('Waiting', 'Claimed')").HasDatabaseName("ix_notification_deliveries_open");
        builder.HasIndex(d => d.Id).HasFilter("state = 'Dead'").HasDatabaseName("ix_notification_deliveries_dead");
        builder.HasIndex(d => new { d.RouteId, d.CreatedAt });
    }

    public void Configure(EntityTypeBuilder<HeartbeatRow> builder)
    {
        builder.ToTable("notification_heartbeat");
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Version).IsConcurrencyToken();
    }
}
