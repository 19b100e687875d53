using Bunit;
using WardOps.Core.Alerts;
using WardOps.Tests.Live;
using WardOps.Web.Components.Alerts;

namespace WardOps.Tests.Components.Alerts;

public sealed class AlertPageTests : AlertPageContext
{
    private const string Hostile = "<script>alert(1)</script>\n\"'ნინო";

    [Fact]
    public void NoSuchAlert_IsToldInWords()
    {
        var page = Show(Guid.CreateVersion7());
        page.WaitForAssertion(() => Assert.Equal("There is no such alert", page.Find("h1").TextContent), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Open_ShowsHeadingFactsTimingAndTimeline()
    {
        var alert = Alert(1) with { Kind = AlertKind.PacketLoss, Value = 42, ShownAt = Then.AddSeconds(15.5) };
        await OpenAsync(alert);

        var page = Show(alert.Id);

        page.WaitForAssertion(() => Assert.Equal("device-1 is down", page.Find(".timeline .text").TextContent), TimeSpan.FromSeconds(10));
        Assert.Equal("Open", page.Find(".state").TextContent);
        Assert.NotNull(page.Find(".alert-head [data-since]"));
        Assert.Contains(page.FindAll(".alert-facts div"), f => f.TextContent == "Measured when it opened42 %");
        Assert.Equal(["", "+5.1 s", "+10.0 s", "+0.4 s", "not yet"], page.FindAll(".timing b").Select(b => b.TextContent.Trim()));
        Assert.NotNull(page.Find($".alert-facts a[href='/devices/{BoardScript.Id(1)}']"));
    }

    [Fact]
    public async Task Incident_ListsItsDevices()
    {
        var alert = Alert(1, AlertSeverity.Critical) with
        {
            Subject = AlertSubject.Branch(BoardScript.Id(9)),
            Kind = AlertKind.Branch,
            Members = [new AlertMember(BoardScript.Id(1), "router", MemberRole.Cause, Then, null), new AlertMember(BoardScript.Id(2), Hostile, MemberRole.Away, Then, Then.AddMinutes(3))],
        };
        await OpenAsync(alert);

        var page = Show(alert.Id);

        Assert.Equal(["router", Hostile], page.FindAll(".members tbody a").Select(a => a.TextContent));
        Assert.Contains("not yet", page.FindAll(".members tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("after 3 min 0 s", page.FindAll(".members tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 of 2 back", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script"));
    }

    /// <summary>Two people look at it; one of them writes.</summary>
    [Fact]
    public async Task Comment_IsSeenOnTheOtherOpenPage()
    {
        var alert = Alert(1);
        await OpenAsync(alert);
        Actor.Kept = "nino";
        var (mine, other) = (Show(alert.Id), Show(alert.Id));
        other.WaitForAssertion(() => Assert.Single(other.FindAll(".timeline li")), TimeSpan.FromSeconds(10));

        await mine.InvokeAsync(() => mine.Find(".comment textarea").Input(Hostile));
        await mine.InvokeAsync(() => mine.Find(".comment").Submit());

        Until(other, () => Assert.Equal(Hostile, other.FindAll(".timeline .commented .text")[0].TextContent));
        Until(other, () => Assert.Equal("Comment by nino", other.FindAll(".timeline .commented b")[0].TextContent));
        Assert.Empty(other.FindAll("script"));
    }

    [Fact]
    public async Task Acknowledged_ByTheApi_IsSeenAtOnce_AndCanBeTakenBack()
    {
        var alert = Alert(1);
        await OpenAsync(alert);
        var page = Show(alert.Id);

        await Desk.AcknowledgeAsync([alert.Id], "robot", null, Cancellation);

        page.WaitForAssertion(() => Assert.Equal("✓ robot", page.Find(".acts .acknowledged").TextContent));
        Until(page, () => Assert.Equal("Acknowledged by robot", page.Find(".timeline .acknowledged b").TextContent));
        Assert.Contains(page.FindAll(".acts button"), b => b.TextContent == "Take the acknowledgement back");
    }

    [Fact]
    public async Task OpenPage_AlertCloses_SaysHowLongItWasAndWhyItIsOver()
    {
        var alert = Alert(1);
        await OpenAsync(alert);
        var page = Show(alert.Id);

        CloseAll();

        Until(page, () => Assert.Equal("Closed", page.Find(".state").TextContent));
        Assert.Contains("it does not exist any more", page.Find(".alert-head .hint").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 h 0 min", page.Find(".alert-head .hint").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll(".acts button"), b => b.TextContent == "Acknowledge");

        await Desk.CommentAsync(alert.Id, "nino", "it was sold", Cancellation);
        Until(page, () => Assert.Equal("it was sold", page.Find(".timeline .commented .text").TextContent));
    }

    [Fact]
    public async Task OtherAlerts_OfTheDevice_AreListedAndItselfIsNot()
    {
        var (now, before, elsewhere) = (Alert(1), Closed(1), Closed(2));
        await OpenAsync(now, before, elsewhere);

        var page = Show(now.Id);

        page.WaitForAssertion(() => Assert.Equal([$"/alerts/{before.Id}"], page.FindAll(".related a").Select(a => a.GetAttribute("href"))), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Page_ThatWasDrawn_CountsAsShown()
    {
        var alert = Alert(1);
        await OpenAsync(alert);

        var page = Show(alert.Id);

        page.WaitForAssertion(() => Assert.NotNull(Book.Current.Find(alert.Id)!.ShownAt));
    }

    [Fact]
    public async Task History_ListsClosedOnes_AndItsFiltersStandInTheAddress()
    {
        Script.Time.SetUtcNow(Then.AddDays(1));
        await OpenAsync(Alert(1), Closed(2), Closed(3) with { OpenedAt = Then.AddDays(-30) });

        Navigation.NavigateTo("/alerts/history");
        var page = Render<AlertHistoryPage>();

        page.WaitForAssertion(() => Assert.Equal(["device-2 is down"], page.FindAll("td.what a").Select(a => a.TextContent)), TimeSpan.FromSeconds(10));
        Assert.Contains("30 min 0 s", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("it is over", page.Find("tbody tr").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.FindAll("select")[0].Change("90d"));
        Assert.EndsWith("/alerts/history?range=90d", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task History_MoreThanAPage_LeadsOn()
    {
        Script.Time.SetUtcNow(Then.AddDays(1));
        await OpenAsync([.. Enumerable.Range(1, 130).Select(i => Closed(i))]);
        Navigation.NavigateTo("/alerts/history");
        var page = Render<AlertHistoryPage>();
        page.WaitForAssertion(() => Assert.Equal(100, page.FindAll("tbody tr").Count), TimeSpan.FromSeconds(10));
        var first = page.FindAll("td.what a").Select(a => a.GetAttribute("href")).ToList();

        Navigation.NavigateTo(page.Find(".more a").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Equal(30, page.FindAll("tbody tr").Count), TimeSpan.FromSeconds(10));
        Assert.Empty(first.Intersect(page.FindAll("td.what a").Select(a => a.GetAttribute("href"))));
        Assert.Empty(page.FindAll(".more a"));
    }

    private static Alert Closed(int number) => Alert(number) with { ClosedAt = Then.AddMinutes(30), EndedAt = Then.AddMinutes(30), End = AlertEnd.Recovered };

    /// <summary>What has just happened is being written: the page asks again after a second of its own clock.</summary>
    private void Until(IRenderedComponent<AlertPage> page, Action assertion)
    {
        using var clock = new Timer(_ => Script.Time.Advance(TimeSpan.FromSeconds(1)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        page.WaitForAssertion(assertion, TimeSpan.FromSeconds(10));
    }

    private IRenderedComponent<AlertPage> Show(Guid id) => Render<AlertPage>(p => p.Add(x => x.Id, id));
}
