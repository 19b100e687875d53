using Bunit;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Tests.Live;
using WardOps.Web.Components.DeviceDetail;

namespace WardOps.Tests.Components;

public sealed class DevicePageTests : PageContext
{
    [Fact]
    public void UnknownDevice_IsToldInWords()
    {
        var page = Show(99);

        Assert.Equal("There is no such device", page.Find("h1").TextContent);
        Assert.Equal(0, History.Asked);
    }

    [Fact]
    public void DownDevice_ShowsSinceWhenAndItsOutages()
    {
        History.Outages = [new Outage(Script.Time.GetUtcNow().AddHours(-3), Script.Time.GetUtcNow().AddHours(-2)), new Outage(Script.Time.GetUtcNow(), null)];
        Feed.Publish(Script.Fail(1));

        var page = Show(1);

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".outages tbody tr").Count));
        Assert.Contains("Down", page.Find(".mark.down").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".head [data-since]"));
        Assert.Contains("still lasts", page.Find(".outages tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 h 0 min", page.FindAll(".outages tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("90.00 %", page.Find(".uptime").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void UnreachableDevice_ShowsBehindWhomItIsAndThroughWhomItIsReached()
    {
        Script.Catalog.Update(was => was.Devices.Select(d => d.Name == "device-1" ? d with { Parents = ParentIds.Of(BoardScript.Id(2)) } : d));
        Feed.Publish(Script.Answer(2, 1, 2, 3));
        Feed.Publish(Script.Fail(1, 2));

        var page = Show(1);

        Assert.Contains("Unreachable", page.Find(".head .mark.unreachable").TextContent, StringComparison.Ordinal);
        Assert.Equal("behind device-2", page.Find(".head .behind").TextContent);
        Assert.EndsWith($"/devices/{BoardScript.Id(2)}", page.Find(".head .behind a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".facts div"), fact => fact.TextContent.Contains("Reached through", StringComparison.Ordinal) && fact.TextContent.Contains("device-2", StringComparison.Ordinal));
        Assert.Empty(Show(2).FindAll(".behind"));
    }

    [Fact]
    public void FlappingDevice_IsMarkedBesideItsStatus()
    {
        Feed.Publish(Script.Answer(2, 1, 2, 3));
        Script.Fail(1);
        Script.Answer(2, 1, 2, 3);
        Feed.Publish(Script.Fail(1));

        Assert.Contains("Flapping", Show(1).Find(".head .flapping").TextContent, StringComparison.Ordinal);
        Assert.Empty(Show(2).FindAll(".flapping"));
    }

    /// <summary>They were right when they were given, and the common settings have changed since.</summary>
    [Fact]
    public void SettingsOfItsOwn_ThatAreNotObeyed_AreToldWithTheReason()
    {
        Script.Catalog.Update(was => was.Devices.Select(d => d.Name == "device-1" ? d with { Probe = new() { DownAfter = 2 } } : d));
        Feed.Publish(Script.Answer(2, 1, 2));

        Assert.Contains("DownAfter of 2 makes a device Down too soon", Show(1).Find(".banner.warning").TextContent, StringComparison.Ordinal);
        Assert.Empty(Show(2).FindAll(".banner.warning"));
    }

    [Fact]
    public void HistoryUnavailable_IsToldWhileTheStatusStaysTrue()
    {
        History.Trouble = "VictoriaMetrics cannot be reached.";
        Feed.Publish(Script.Answer(2, 1));

        var page = Show(1);

        page.WaitForAssertion(() => Assert.Contains(History.Trouble, page.Find(".banner").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.Find(".mark.up"));
    }

    [Fact]
    public void ClosedRound_ReadsTheHistoryAgain()
    {
        Feed.Publish(Script.Answer(2, 1));
        var page = Show(1);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".uptime")));
        var before = History.Asked;

        Feed.Publish(Script.CloseRound(2));

        page.WaitForAssertion(() => Assert.True(History.Asked > before));
        Assert.Equal(TimeSpan.FromSeconds(10), History.Range!.Step);
    }

    private IRenderedComponent<DevicePage> Show(int number) => Render<DevicePage>(page => page.Add(p => p.Id, BoardScript.Id(number)));
}
