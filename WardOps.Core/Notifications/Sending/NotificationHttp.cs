namespace WardOps.Core.Notifications.Sending;

/// <summary>The connections over which messages go.</summary>
internal static class NotificationHttp
{
    public static SocketsHttpHandler CreateHandler(bool useProxy, bool anyCertificate)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),   // a name may come to mean another address
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseProxy = useProxy,
            UseCookies = false,
            // A signed message, or a token, is for whom it was addressed to and for nobody else.
            AllowAutoRedirect = false,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 * 1024,
        };
        if (anyCertificate)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;   // an admin has said so
        }

        return handler;
    }
}
