using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
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
    public void Filter_IsChosen_StandsInTheAddress()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        var page = Open("/devices?search=device");

        page.FindAll("select")[0].Change("up");

        Assert.EndsWith("/devices?status=up&search=device", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnTitle_ClickedThrice_SortsUpDownAndBackToProblems()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        var page = Open("/devices");

        Click(page);
        Assert.EndsWith("/devices?sort=name", Navigation.Uri, StringComparison.Ordinal);
        page = Open("/devices?sort=name");
        Click(page);
        Assert.EndsWith("/devices?sort=-name", Navigation.Uri, StringComparison.Ordinal);
        page = Open("/devices?sort=-name");
        Assert.Equal(["device-3", "device-2", "device-1"], Names(page));
        Assert.Equal("descending", page.FindAll("th")[1].GetAttribute("aria-sort"));
        Click(page);
        Assert.EndsWith("/devices", Navigation.Uri, StringComparison.Ordinal);

        static void Click(IRenderedComponent<DevicesPage> page) => page.FindAll("th button")[1].Click();
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
