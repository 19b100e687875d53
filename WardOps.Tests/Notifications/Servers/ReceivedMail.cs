using MimeKit;

namespace WardOps.Tests.Notifications.Servers;

/// <summary>A mail as the server took it.</summary>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, bool IsEncrypted, string? User, MimeMessage Message, string Raw);
