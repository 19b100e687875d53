using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Devices;
using WardOps.Tests.Live;
using WardOps.Web.Components.Devices;

namespace WardOps.Tests.Components;

public sealed class DevicesPageTests : PageContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Address_WithFilters_ShowsWhatItSays()
    {
        Script.Answer(5, 1, 2);
        Feed.Publish(Script.Fail(3));

        var page = Open("/devices?status=down&region=Achara");

        Assert.Equal(["device-3"], Names(page));
        Assert.Equal("1 of 3 devices", page.Find("[role=status]").TextContent);
        Assert.Equal("down", page.FindAll("select")[0].GetAttribute("value"));
    }

    [Fact]
    public void Address_ForTheUnreachable_ShowsThemAndBehindWhomTheyAre()
    {
        Script.Catalog.Update(was => was.Devices.Select(d => d.Name == "device-3" ? d with { Parents = ParentIds.Of(BoardScript.Id(2)) } : d));
        Script.Answer(5, 1, 2, 3);
        Feed.Publish(Script.Fail(2, 3));

        var page = Open("/devices?status=unreachable");

        Assert.Equal("1 of 3 devices", page.Find("[role=status]").TextContent);
        Assert.NotNull(page.Find("tbody .mark.unreachable"));
        Assert.Equal("behind device-2", page.Find("tbody .hint").TextContent);
    }

    [Fact]
    public async Task Filter_IsChosen_StandsInTheAddress()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        var page = Open("/devices?search=device");

        await page.InvokeAsync(() => page.FindAll("select")[0].Change("up"));

        Assert.EndsWith("/devices?status=up&search=device", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/devices", "/devices?sort=name")]
    [InlineData("/devices?sort=name", "/devices?sort=-name")]
    [InlineData("/devices?sort=-name", "/devices")]   // the third click puts problems first again
    public async Task ColumnTitle_IsClicked_SortsUpThenDownThenByProblems(string before, string after)
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        var page = Open(before);

        await page.InvokeAsync(() => page.FindAll("th button")[1].Click());

        Assert.EndsWith(after, Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_SortedDescending_SaysSoToScreenReaders()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));

        var page = Open("/devices?sort=-name");

        Assert.Equal(["device-3", "device-2", "device-1"], Names(page));
        Assert.Equal("descending", page.FindAll("th")[1].GetAttribute("aria-sort"));
    }

    [Fact]
    public void NothingFits_SaysSoAndOffersTheWayBack()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));

        var page = Open("/devices?search=nowhere");

        Assert.Contains("No device fits", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("/devices", page.Find(".count a").GetAttribute("href"));
    }

    [Fact]
    public void OpenPage_DeviceFails_MovesToTheTop()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        var page = Open("/devices");

        Feed.Publish(Script.Fail(3));

        page.WaitForAssertion(() => Assert.Equal("device-3", Names(page).First()));
    }

    private static IEnumerable<string> Names(IRenderedComponent<DevicesPage> page) => page.FindAll(".devices tbody a").Select(a => a.TextContent);

    private IRenderedComponent<DevicesPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        return Render<DevicesPage>();
    }
}
