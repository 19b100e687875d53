namespace WardOps.Core.Notifications;

/// <summary>How notifications are sent; section <c>Notifications</c>.</summary>
public sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>How often the outbox is looked at when nobody says that something waits. 1 s to 1 min.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt may take, all of it. 1 s to 2 min; shorter than <see cref="Lease"/>.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a claimed message is nobody else's. After a crash it is sent again when this has passed. 5 s to 1 h.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>After so many attempts a message is a dead letter. 1 to 1000; with 20 and the pauses below that is about three hours.</summary>
    public int MaxAttempts { get; set; } = 20;

    /// <summary>Pause after the first failed attempt; each further one is twice as long. 1 s to 5 min.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>No pause is longer, before the chance that is added. Up to 6 h.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Messages under way at once over one channel. 1 to 32.</summary>
    public int PerChannel { get; set; } = 4;

    /// <summary>How long what was sent or dismissed is kept. 1 to 3650 days; dead letters are kept until somebody sees to them.</summary>
    public int KeepDays { get; set; } = 90;

    /// <summary>Where people open WardOps ("https://wardops.bank.example"), for the links in messages; null for no links.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Whether messages over HTTP go through the proxy that the environment names.</summary>
    public bool UseProxy { get; set; } = true;
}
