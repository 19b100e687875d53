using Bunit;
using WardOps.Web.Components.Alerts;

namespace WardOps.Tests.Components.Alerts;

/// <summary>Pages of alerts while the store does not answer.</summary>
public sealed class StoreAwayTests : PageContext
{
    [Fact]
    public void History_SaysWhatIsWrong()
    {
        var page = Render<AlertHistoryPage>();
        page.WaitForAssertion(() => Assert.Contains("Stored alerts cannot be read", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Alert_SaysWhatIsWrong_AndNotThatThereIsNone()
    {
        var page = Render<AlertPage>(p => p.Add(x => x.Id, Guid.CreateVersion7()));
        page.WaitForAssertion(() => Assert.Contains("Stored alerts cannot be read", page.Find(".empty").TextContent, StringComparison.Ordinal));
        Assert.Equal("Alert", page.Find("h1").TextContent);
    }
}
