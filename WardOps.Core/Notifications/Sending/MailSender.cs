using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Sending.Bodies;

namespace WardOps.Core.Notifications.Sending;

/// <summary>Sends e-mail: one connection for each message, so that nothing of a broken one is left over.</summary>
internal sealed class MailSender : IChannelSender
{
    public bool Sends(ChannelKind kind) => kind == ChannelKind.Email;

    public async Task<SendOutcome> SendAsync(OpenChannel channel, OutgoingMessage message, CancellationToken cancellation)
    {
        using var smtp = new SmtpConnection();
        try
        {
            using var mail = MailBody.Of(channel, message);
            var said = await SendAsync(smtp, channel, mail, cancellation).ConfigureAwait(false);
            return new SendOutcome(SendVerdict.Sent, Words(smtp.Refused.Count == 0 ? said : $"{said} But not to {string.Join("; ", smtp.Refused)}"));
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            return Judge(ex, smtp);
        }
    }

    private static async Task<string> SendAsync(SmtpConnection smtp, OpenChannel channel, MimeMessage mail, CancellationToken cancellation)
    {
        var settings = channel.Settings;
        if (!settings.CheckCertificate)
        {
            smtp.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;   // an admin has said so
        }

        smtp.CheckCertificateRevocation = false;   // many networks let nobody ask, and then no mail goes out at all
        await smtp.ConnectAsync(settings.Host!, settings.Port, Security(settings.Tls), cancellation).ConfigureAwait(false);
        if (settings.UserName is { Length: > 0 } user)
        {
            await smtp.AuthenticateAsync(user, channel.Secrets.Password ?? "", cancellation).ConfigureAwait(false);
        }

        var said = await smtp.SendAsync(mail, cancellation).ConfigureAwait(false);
        try
        {
            await smtp.DisconnectAsync(true, cancellation).ConfigureAwait(false);
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            // It has the mail; how it says goodbye does not matter.
        }

        return said;
    }

    private static SecureSocketOptions Security(SmtpTls tls) => tls switch
    {
        SmtpTls.Tls => SecureSocketOptions.SslOnConnect,
        SmtpTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>5xx is for ever (RFC 5321, 4.2.1), 4xx and everything about the connection is for now.</summary>
    private static SendOutcome Judge(Exception fault, SmtpConnection smtp) => fault switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } or SmtpCommandException when smtp.Refused.Count > 0
            => new SendOutcome(smtp.IsAnyTemporary ? SendVerdict.TryAgain : SendVerdict.Refused, Words($"No recipient was taken. {string.Join("; ", smtp.Refused)}")),
        SmtpCommandException command => new SendOutcome((int)command.StatusCode >= 500 ? SendVerdict.Refused : SendVerdict.TryAgain, Words(FormattableString.Invariant($"{(int)command.StatusCode} {command.Message}"))),
        AuthenticationException authentication => new SendOutcome(
            authentication.Message.StartsWith('4') ? SendVerdict.TryAgain : SendVerdict.Refused, Words($"The server does not take this user name and password: {authentication.Message}")),
        SslHandshakeException => new SendOutcome(SendVerdict.TryAgain, Words("The server could not prove who it is, or speaks no TLS that we do. Check the name of the server, the TLS mode and its certificate; a server inside that signs its own needs 'any certificate'.")),
        NotSupportedException => new SendOutcome(SendVerdict.Refused, Words($"The server does not offer what the channel demands: {fault.Message}")),
        ServiceNotAuthenticatedException => new SendOutcome(SendVerdict.Refused, Words($"The server wants a user name and a password: {fault.Message}")),
        SocketException or IOException or ProtocolException or TimeoutException => new SendOutcome(SendVerdict.TryAgain, Words($"The server could not be reached, or broke off: {fault.Message}")),
        FormatException => new SendOutcome(SendVerdict.Refused, Words($"The message could not be written: {fault.Message}")),
        _ => new SendOutcome(SendVerdict.TryAgain, Words(fault.Message)),
    };

    private static string Words(string text) => PlainWords.OneLine(text, 900);
}
