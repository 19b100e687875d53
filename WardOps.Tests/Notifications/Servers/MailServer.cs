using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using MimeKit;
using WardOps.Core.History.Embedded;
using WardOps.Tests.Integration;

namespace WardOps.Tests.Notifications.Servers;

/// <summary>A real mail server that is not ours: aiosmtpd of Debian, on a free loopback port, with or without STARTTLS, TLS and sign-in. It keeps what it takes as files.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "wardops";
    public const string Password = "correct horse";

    private const string Python = "/usr/bin/python3";

    // The address "nobody@..." does not exist, "full@..." has no room for now, and a subject with REFUSE in it is spam.
    private const string Script = """
        import json, os, signal, ssl, sys, threading
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult, LoginPassword
        folder, port, mode, user, password, cert = sys.argv[1:7]
        count = 0
        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("nobody@"): return "550 5.1.1 no such user"
                if address.startswith("full@"): return "452 4.2.2 mailbox full"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                global count
                if b"REFUSE" in envelope.content: return "554 5.7.1 looks like spam"
                count += 1
                name = os.path.join(folder, "%04d" % count)
                with open(name + ".eml", "wb") as f: f.write(envelope.original_content)
                with open(name + ".tmp", "w") as f:
                    json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None, "user": session.auth_data.login.decode() if session.auth_data else None}, f)
                os.rename(name + ".tmp", name + ".json")
                return "250 2.0.0 queued as %d" % count
        def check(server, session, envelope, mechanism, data):
            good = isinstance(data, LoginPassword) and data.login == user.encode() and data.password == password.encode()
            return AuthResult(success=good, handled=False, auth_data=data)
        context = None
        if mode != "plain":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(cert)
        options = {"hostname": "127.0.0.1", "port": int(port)}
        if user: options.update(authenticator=check, auth_required=True, auth_require_tls=False)
        if mode == "starttls": options.update(tls_context=context, require_starttls=True)
        if mode == "tls": options.update(ssl_context=context)
        controller = Controller(Handler(), **options)
        controller.start()
        signal.sigwait({signal.SIGTERM})
        controller.stop()
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("wardops-smtp-").FullName;
    private readonly Process _process;

    private MailServer(int port, string mode, bool hasUser)
    {
        Port = port;
        var certificate = Path.Combine(_folder, "server.pem");
        if (mode != "plain")
        {
            File.WriteAllText(certificate, Certificate());
        }

        var script = Path.Combine(_folder, "server.py");
        File.WriteAllText(script, Script);
        string[] arguments = [script, _folder, port.ToString(CultureInfo.InvariantCulture), mode, hasUser ? User : "", Password, certificate];
        _process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <param name="mode">plain, starttls or tls.</param>
    /// <param name="hasUser">Whether it wants a user name and a password.</param>
    public static async Task<MailServer> StartAsync(string mode = "plain", bool hasUser = false)
    {
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"))
        {
            Require.Missing("No mail server to test with: apt-get install python3-aiosmtpd.");
        }

        var server = new MailServer(VictoriaProcess.FreePort(), mode, hasUser);
        await Eventually.TrueAsync(() => Task.FromResult(server.Answers()), 30);
        return server;
    }

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. Directory.GetFiles(_folder, "*.json").Order().Select(file =>
    {
        var envelope = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        var raw = File.ReadAllBytes(Path.ChangeExtension(file, ".eml"));
        using var stream = new MemoryStream(raw);
        return new ReceivedMail(
            envelope.GetProperty("from").GetString()!, [.. envelope.GetProperty("to").EnumerateArray().Select(t => t.GetString()!)],
            envelope.GetProperty("tls").GetBoolean(), envelope.GetProperty("user").GetString(), MimeMessage.Load(stream), System.Text.Encoding.UTF8.GetString(raw));
    })];

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Answers()
    {
        Assert.False(_process.HasExited, "The mail server has ended.");
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n";
    }
}
