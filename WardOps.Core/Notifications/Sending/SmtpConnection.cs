using MailKit.Net.Smtp;
using MimeKit;

namespace WardOps.Core.Notifications.Sending;

/// <summary>A connection to a mail server that sends to the recipients it takes, and remembers those it does not: one wrong address is no reason to tell nobody.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    private readonly List<string> _refused = [];

    /// <summary>Recipients that were not taken, each with what the server said.</summary>
    public IReadOnlyList<string> Refused => _refused;

    /// <summary>Whether any of the refusals may be different later.</summary>
    public bool IsAnyTemporary { get; private set; }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        IsAnyTemporary |= (int)response.StatusCode < 500;
        _refused.Add(FormattableString.Invariant($"{mailbox.Address}: {(int)response.StatusCode} {response.Response}"));
    }
}
