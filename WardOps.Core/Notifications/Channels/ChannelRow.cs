namespace WardOps.Core.Notifications.Channels;

/// <summary>A row of <c>notification_channels</c>.</summary>
public sealed class ChannelRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in upper case, invariant; unique.</summary>
    public required string NameKey { get; set; }

    public ChannelKind Kind { get; set; }

    public bool Enabled { get; set; }

    /// <summary>JSON of <see cref="ChannelSettings"/>.</summary>
    public required string Settings { get; set; }

    /// <summary>JSON of <see cref="ChannelSecrets"/>, sealed.</summary>
    public required string Secrets { get; set; }

    /// <summary>The concurrency token.</summary>
    public long Version { get; set; }
}
