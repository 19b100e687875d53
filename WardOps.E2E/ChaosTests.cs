using System.Runtime.Versioning;
using WardOps.Bench.Chaos;
using WardOps.Tests.Integration;

namespace WardOps.E2E;

/// <summary>Nothing is lost when processes die: the short form of <c>WardOps.Bench chaos</c>, which runs for ten minutes.</summary>
[SupportedOSPlatform("linux")]
[Collection("browser")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Processes_KilledAgainAndAgain_LoseNoRoundAndTheLedgerSaysWhichAreMissing()
    {
        using var run = new ChaosRun(ChaosPlan.Short, VictoriaServer.Binary(), output.WriteLine);
        var verdict = await run.RunAsync();
        Assert.True(verdict.IsPerfect, verdict.ToString());
    }
}
