namespace WardOps.Core.Notifications.Channels;

/// <summary>How the connection to a mail server is made secret.</summary>
public enum SmtpTls : byte
{
    /// <summary>Begins in the clear and demands STARTTLS (port 587, also 25). Nothing is sent if the server does not offer it.</summary>
    StartTls = 0,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls = 1,

    /// <summary>None: for a relay on this machine or in a network that is trusted.</summary>
    None = 2,
}
