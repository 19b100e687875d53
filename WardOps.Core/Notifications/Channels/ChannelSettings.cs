using System.Collections.Immutable;

namespace WardOps.Core.Notifications.Channels;

/// <summary>What may be shown of a channel. Each kind uses its part.</summary>
public sealed record ChannelSettings
{
    /// <summary>E-mail: name or address of the mail server.</summary>
    public string? Host { get; init; }

    /// <summary>E-mail: 1 to 65535.</summary>
    public int Port { get; init; } = 587;

    public SmtpTls Tls { get; init; }

    /// <summary>Whether the server has to prove who it is. False accepts any certificate: for a server inside that signs its own.</summary>
    public bool CheckCertificate { get; init; } = true;

    /// <summary>E-mail, Alertmanager: with which name to sign in; null for no sign-in.</summary>
    public string? UserName { get; init; }

    /// <summary>E-mail: address of the sender.</summary>
    public string? From { get; init; }

    /// <summary>E-mail: addresses, 1 to 50.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>Alertmanager: its address. Telegram: another Bot API server than the public one. Not for addresses that are secret: those are in <see cref="ChannelSecrets.Url"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Telegram: the chat, as a number or @name.</summary>
    public string? ChatId { get; init; }

    /// <summary>Host of a secret address, so that people know which one it is. Filled in by WardOps.</summary>
    public string? UrlHost { get; init; }
}
