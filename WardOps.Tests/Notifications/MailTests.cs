using MimeKit;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;
using WardOps.Tests.Notifications.Servers;

namespace WardOps.Tests.Notifications;

/// <summary>E-mail to a real mail server.</summary>
public sealed class MailTests
{
    private const string Hostile = "ATM\r\nBcc: thief@example.org\r\n\r\n<script>alert(1)</script> \"quoted\" ბათუმი";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_OverStartTlsWithSignIn_ArrivesAsTextAndHtmlAndStaysText()
    {
        await using var server = await MailServer.StartAsync("starttls", hasUser: true);
        await using var store = await NotifyStore.OpenAsync(null, null, ("Notifications:PublicUrl", "https://wardops.bank.example"));
        var channel = await store.ChannelAsync(Draft(server, SmtpTls.StartTls, MailServer.User, MailServer.Password));
        await store.RouteAsync(new NotificationRoute { Name = "noc", ChannelId = channel, Schedule = new("Asia/Tbilisi", []) });
        var alert = await store.OpenAlertAsync(Hostile, a => a.Severity = AlertSeverity.Critical);
        await store.RunAsync(TimeSpan.FromSeconds(30));

        var mail = Assert.Single(server.Mails);
        Assert.True(mail.IsEncrypted);
        Assert.Equal((MailServer.User, "wardops@bank.example"), (mail.User, mail.From));
        Assert.Equal(["noc@bank.example", "chief@bank.example"], mail.To);   // nobody that a name smuggled in
        var message = mail.Message;
        Assert.Empty(message.Bcc);
        Assert.Equal("[Critical] ATM  Bcc: thief@example.org    <script>alert(1)</script> \"quoted\" ბათუმი is down", message.Subject);
        var delivery = Assert.Single(await store.DeliveriesAsync());
        Assert.Equal((delivery.Key + "@bank.example", delivery.Key, "auto-generated", MessageImportance.High), (message.MessageId, message.Headers["X-WardOps-Delivery"], message.Headers["Auto-Submitted"], message.Importance));
        Assert.Equal(DeliveryState.Sent, delivery.State);
        Assert.Contains("queued as 1", delivery.LastError, StringComparison.Ordinal);
        Assert.Contains("Since 2026-03-02 13:59:54 (Asia/Tbilisi)", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"https://wardops.bank.example/alerts/{alert.Id}", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", message.HtmlBody, StringComparison.Ordinal);
        Assert.IsType<MultipartAlternative>(message.Body);
        Assert.Contains("ბათუმი", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("ბათუმი", System.Net.WebUtility.HtmlDecode(message.HtmlBody), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", SmtpTls.None, SendVerdict.Sent, "queued as 1")]
    [InlineData("tls", SmtpTls.Tls, SendVerdict.Sent, "queued as 1")]
    [InlineData("starttls", SmtpTls.StartTls, SendVerdict.Sent, "queued as 1")]
    [InlineData("starttls", SmtpTls.None, SendVerdict.Refused, "STARTTLS")]
    [InlineData("plain", SmtpTls.StartTls, SendVerdict.Refused, "does not offer what the channel demands")]   // never in the clear by accident
    internal async Task Modes_OfTls_AreWhatTheChannelSays(string mode, SmtpTls tls, SendVerdict verdict, string words)
    {
        await using var server = await MailServer.StartAsync(mode);
        await using var store = await NotifyStore.OpenAsync(null);
        var channel = await store.ChannelAsync(Draft(server, tls));

        var outcome = (await store.Get<ChannelTester>().TestAsync(channel, Cancellation))!;

        Assert.Contains(words, outcome.Words, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(verdict, outcome.Verdict);
        Assert.Equal(verdict == SendVerdict.Sent ? 1 : 0, server.Mails.Count);
    }

    [Fact]
    public async Task Server_ThatCannotProveWhoItIs_GetsNothingUnlessTheAdminSaysSo()
    {
        await using var server = await MailServer.StartAsync("starttls", hasUser: true);
        await using var store = await NotifyStore.OpenAsync(null);
        var draft = Draft(server, SmtpTls.StartTls, MailServer.User, MailServer.Password);
        var strict = await store.ChannelAsync(draft with { Settings = draft.Settings with { CheckCertificate = true } });

        var outcome = (await store.Get<ChannelTester>().TestAsync(strict, Cancellation))!;

        Assert.Equal(SendVerdict.TryAgain, outcome.Verdict);
        Assert.Contains("could not prove who it is", outcome.Words, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Password_ThatIsWrong_IsRefusedInWordsWithoutIt()
    {
        await using var server = await MailServer.StartAsync("starttls", hasUser: true);
        await using var store = await NotifyStore.OpenAsync(null);
        var channel = await store.ChannelAsync(Draft(server, SmtpTls.StartTls, MailServer.User, "wrong-password"));

        var outcome = (await store.Get<ChannelTester>().TestAsync(channel, Cancellation))!;

        Assert.Equal(SendVerdict.Refused, outcome.Verdict);
        Assert.Contains("does not take this user name and password", outcome.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", outcome.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipients_ThatDoNotExist_DoNotKeepItFromTheOthers()
    {
        await using var server = await MailServer.StartAsync();
        await using var store = await NotifyStore.OpenAsync(null);
        var tester = store.Get<ChannelTester>();

        var some = (await tester.TestAsync(await store.ChannelAsync(Draft(server, SmtpTls.None, to: ["nobody@bank.example", "noc@bank.example"]) with { Name = "some" }), Cancellation))!;
        var none = (await tester.TestAsync(await store.ChannelAsync(Draft(server, SmtpTls.None, to: ["nobody@bank.example"]) with { Name = "none" }), Cancellation))!;
        var later = (await tester.TestAsync(await store.ChannelAsync(Draft(server, SmtpTls.None, to: ["full@bank.example"]) with { Name = "later" }), Cancellation))!;
        var spam = (await tester.TestAsync(await store.ChannelAsync(Draft(server, SmtpTls.None) with { Name = "REFUSE" }), Cancellation))!;

        Assert.Equal([SendVerdict.Sent, SendVerdict.Refused, SendVerdict.TryAgain, SendVerdict.Refused], new[] { some, none, later, spam }.Select(o => o.Verdict));
        Assert.Contains("But not to nobody@bank.example: 550", some.Words, StringComparison.Ordinal);
        Assert.Contains("nobody@bank.example: 550", none.Words, StringComparison.Ordinal);
        Assert.Contains("full@bank.example: 452", later.Words, StringComparison.Ordinal);
        Assert.Contains("554", spam.Words, StringComparison.Ordinal);
        Assert.Equal(["noc@bank.example"], Assert.Single(server.Mails).To);
    }

    [Fact]
    public async Task Server_ThatIsAway_IsTriedAgainUntilItIsThere()
    {
        await using var store = await NotifyStore.OpenAsync(null);
        var server = await MailServer.StartAsync();
        var channel = await store.ChannelAsync(Draft(server, SmtpTls.None));
        await store.RouteAsync(new NotificationRoute { Name = "noc", ChannelId = channel });
        await server.DisposeAsync();
        await store.OpenAlertAsync("ATM-1");
        await store.RunAsync(TimeSpan.FromMinutes(1));
        var waiting = Assert.Single(await store.DeliveriesAsync());
        Assert.Equal(DeliveryState.Waiting, waiting.State);
        Assert.Contains("could not be reached", waiting.LastError, StringComparison.Ordinal);

        await using var again = await MailServer.StartAsync();
        await store.Get<ChannelStore>().SaveAsync(channel, Draft(again, SmtpTls.None), Cancellation);
        await store.RunAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(waiting.Key, Assert.Single(again.Mails).Message.Headers["X-WardOps-Delivery"]);
    }

    [Fact]
    public async Task Server_ThatTakesTheConnectionAndSaysNothing_CostsItsTimeout()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        await using var store = await NotifyStore.OpenAsync(null, TimeProvider.System, ("Notifications:SendTimeout", "00:00:01"));
        var settings = new ChannelSettings { Host = "127.0.0.1", Port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port, Tls = SmtpTls.None, From = "a@bank.example", To = ["b@bank.example"] };
        var channel = await store.ChannelAsync(new ChannelDraft("silent", ChannelKind.Email, true, settings, ChannelSecrets.None));

        Assert.Equal(new SendOutcome(SendVerdict.TryAgain, "No answer within 1 seconds."), await store.Get<ChannelTester>().TestAsync(channel, Cancellation));
    }

    private static ChannelDraft Draft(MailServer server, SmtpTls tls, string? user = null, string? password = null, params string[] to) => new(
        "mail",
        ChannelKind.Email,
        true,
        new ChannelSettings
        {
            Host = "127.0.0.1", Port = server.Port, Tls = tls, CheckCertificate = false, UserName = user, From = "WardOps <wardops@bank.example>",
            To = to.Length > 0 ? [.. to] : ["noc@bank.example", "Chief <chief@bank.example>"],
        },
        new ChannelSecrets { Password = password });
}
