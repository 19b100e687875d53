using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;
using WardOps.Web.Components.Heatmaps;

namespace WardOps.Tests.Components;

public sealed class UptimePageTests : PageContext
{
    private const string MapScript = "./Components/Heatmaps/UptimeHeatmap.razor.js";

    public UptimePageTests()
    {
        Services.AddSingleton(new SumsCheck(Sums, History, new RoundLedger(), Script.Catalog, SumsPace.Standard, Script.Time, NullLogger<SumsCheck>.Instance));
    }

    [Fact]
    public void JustStarted_NothingIsKnownYetAndItIsSaid()
    {
        Feed.Publish(Script.Answer(5, 1));
        Sums.RebuiltShare = 0.25;
        Sums.RebuiltMonthShare = 0.1;

        var tiles = Render<UptimePage>().FindAll(".tile").Select(t => t.TextContent).ToList();

        Assert.Contains("no data yet", tiles[0], StringComparison.Ordinal);
        Assert.Matches("reading back, 25 ?%", tiles[0]);
        Assert.Matches("reading back, 10 ?%", tiles[1]);
        Assert.Contains("not compared with the store yet", tiles[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/uptime", "branch", "24h", "in", "Branches by hour", new[] { "Branches", "24 h", "All devices" })]
    [InlineData("/uptime?group=region", "region", "24h", "in", "Regions by hour", new[] { "Regions", "24 h", "All devices" })]
    [InlineData("/uptime?group=region&period=30d&chronic=out", "region", "30d", "out", "Regions by day", new[] { "Regions", "30 d", "Without chronic" })]
    [InlineData("/uptime?group=sideways&period=1y", "branch", "24h", "in", "Branches by hour", new[] { "Branches", "24 h", "All devices" })]
    public void Choices_StandInTheAddressAndGoToTheScript(string address, string groupBy, string period, string chronic, string title, string[] chosen)
    {
        Feed.Publish(Script.Answer(5, 1));
        var module = JSInterop.SetupModule(MapScript);
        module.Mode = JSRuntimeMode.Loose;
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var page = Render<UptimePage>();

        Assert.Equal(title, page.Find("#map-title").TextContent);
        Assert.Equal(chosen, page.FindAll(".choice[aria-current=true]").Select(a => a.TextContent));
        var start = module.VerifyInvoke("start");
        Assert.Equal([groupBy, period, chronic], start.Arguments.Skip(1).Cast<string>());
    }

    [Fact]
    public void Choices_KeepTheOthers()
    {
        Feed.Publish(Script.Answer(5, 1));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/uptime?group=region&period=30d");

        var links = Render<UptimePage>().FindAll(".choice").ToDictionary(a => a.TextContent, a => a.GetAttribute("href"));

        Assert.Equal("/uptime?period=30d", links["Branches"]);
        Assert.Equal("/uptime?group=region", links["24 h"]);
        Assert.Equal("/uptime?group=region&period=30d&chronic=out", links["Without chronic"]);
    }

    [Fact]
    public void NoDevices_ThereIsNoMap()
    {
        Script.Catalog.Swap([]);
        Feed.Publish(Script.Quiet());
        Assert.Contains("No devices yet.", Render<UptimePage>().Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0, 0, "Agrees", "compared with the store")]
    [InlineData(null, 5, 5, "Agrees", "5 differences of one device in one step, all taken from the store")]
    [InlineData(null, 5, 2, "Differs", "2 taken from the store")]
    [InlineData("VictoriaMetrics does not answer.", 0, 0, "Unsure", "VictoriaMetrics does not answer.")]
    public void Agreement_IsSaidInWords(string? problem, long differences, long adopted, string figure, string words)
    {
        var tile = Render<AgreementTile>(p => p.Add(t => t.State, new SumsCheckState(Script.Time.GetUtcNow(), 12, differences, adopted, null, problem)));

        Assert.Equal(figure, tile.Find(".figure").TextContent);
        Assert.Contains(words, tile.Find(".label").TextContent, StringComparison.Ordinal);
    }
}
