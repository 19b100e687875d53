using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Tests.Integration;
using WardOps.Tests.Live;
using WardOps.Web.Components.DeviceDetail;

namespace WardOps.Tests.Components;

public sealed class PingNowTests : PageContext
{
    [Fact]
    public async Task Click_OnADeviceThatAnswers_ListsItsEchoes()
    {
        await StartAsync();
        var page = Render<PingNow>(p => p.Add(c => c.Device, BoardScript.Device(1)));

        page.Find("button").Click();

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".echoes .good").Count), TimeSpan.FromSeconds(10));
        Assert.Contains("5 of 5 answered, 0 % loss", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.False(page.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Click_OnADeadDevice_SaysSo()
    {
        var device = BoardScript.Device(1);
        Network[device.Address!] = EchoBehaviour.Dead;
        await StartAsync();
        var page = Render<PingNow>(p => p.Add(c => c.Device, device));

        page.Find("button").Click();
        Assert.True(page.Find("button").HasAttribute("disabled"));

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".echoes .bad").Count), TimeSpan.FromSeconds(10));
        Assert.Contains("0 of 5 answered, 100 % loss", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Click_BeforeProbingHasStarted_SaysWhatToDo()
    {
        var page = Render<PingNow>(p => p.Add(c => c.Device, BoardScript.Device(1)));

        page.Find("button").Click();

        page.WaitForAssertion(() => Assert.Contains("Try again in a moment", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_InMidPing_SendsNoMoreAndFreesTheDevice()
    {
        await StartAsync();
        var engine = Services.GetRequiredService<EchoService>();
        var page = Render<PingNow>(p => p.Add(c => c.Device, BoardScript.Device(1)));
        page.Find("button").Click();
        await Eventually.TrueAsync(() => engine.Counters.OnDemand >= 1);

        await DisposeComponentsAsync();
        var sent = engine.Counters.OnDemand;
        var again = await engine.PingAsync(BoardScript.Device(1), 4, Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(4, again.Report!.Answered);
        Assert.InRange(engine.Counters.OnDemand, sent + 4, sent + 5);   // one may have been on its way
    }

    private SimulatedNetwork Network => Services.GetRequiredService<SimulatedNetwork>();

    private Task StartAsync() => Services.GetRequiredService<EchoService>().StartAsync(Xunit.TestContext.Current.CancellationToken);
}
