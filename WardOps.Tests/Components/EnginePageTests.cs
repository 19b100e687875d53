using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Probing.Diagnostics;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Tests.Probing.Diagnostics;
using WardOps.Web.Components.Engine;
using WardOps.Web.Components.Layout;

namespace WardOps.Tests.Components;

public sealed class EnginePageTests : PageContext
{
    [Fact]
    public void JustStarted_SaysWhenTheFirstFiguresCome()
    {
        Feed.Publish(Script.Answer(2, 1));

        var page = Render<EnginePage>();

        Assert.Contains("first measurement", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("a minute of measurements is needed", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_ShowsFourChartsTheRoomAndTheSettings()
    {
        var history = Services.GetRequiredService<EngineHistory>();
        HeadroomTests.Samples(60, 440, 2, Script.Catalog.Current.Probed.Length).ForEach(history.Add);
        Feed.Publish(Script.Answer(2, 1));

        var page = Render<EnginePage>();

        Assert.Equal(4, page.FindAll("svg[role=img]").Count);
        Assert.Contains("this machine can take; the next limit is", page.Markup, StringComparison.Ordinal);
        Assert.Contains("6 lost echoes in a row", page.Markup, StringComparison.Ordinal);
        Assert.Contains("the default gateways", page.Markup, StringComparison.Ordinal);
        Assert.Equal(18, page.FindAll("[aria-labelledby=counts-title] tr").Count);
    }

    [Fact]
    public void Blind_IsToldHereAndOnEveryPage()
    {
        Store.Set(new("SQLite", true, null, null));
        Feed.Publish(Script.Doubt(new Sight(SightProblem.UplinkLost, "12 of 12 devices fell silent together with every anchor.")));

        var page = Render<EnginePage>();
        var banner = Render<Banners>().FindAll("[role=alert]").Single(b => !b.HasAttribute("hidden"));

        Assert.Contains("Blind", page.Find(".tile.down").TextContent, StringComparison.Ordinal);
        Assert.Contains("WardOps is blind since", banner.TextContent, StringComparison.Ordinal);
        Assert.Contains("fell silent together with every anchor.", banner.TextContent, StringComparison.Ordinal);

        Feed.Publish(Script.Quiet());
        page.WaitForAssertion(() => Assert.Contains("Sees", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Blind_ForOneAddressFamily_IsToldHereToo()
    {
        Feed.Publish(Script.DoubtFamily(new FamilySights(null, new Sight(SightProblem.UplinkLost, "The uplink is cut."))));

        Assert.Contains("Partly blind IPv6: The uplink is cut.", Words(Render<EnginePage>().Find(".tile.down").TextContent), StringComparison.Ordinal);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData(new double[] { }, "")]
    [InlineData(new double[] { 0, 5, 10 }, "M357 59L358 30L359 1")]
    [InlineData(new double[] { 20 }, "M359 1")]
    public void Path_OfValues_EndsAtTheRightEdge(double[] values, string path)
        => Assert.Equal(path, SparkLine.Path([.. values.Select(v => (double?)v)], 10));

    [Fact]
    public void Path_WithGaps_LiftsThePen() => Assert.Equal("M357 59M359 59", SparkLine.Path([0, null, 0], 10));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(7.2, 1, 8)]
    [InlineData(437, 1, 500)]
    [InlineData(0.3, 10, 10)]
    public void Top_IsRoundAndNeverNothing(double most, double least, double top) => Assert.Equal(top, SparkLine.Top([most, null], least), 9);
}
