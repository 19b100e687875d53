using WardOps.Core.History.Sums;
using WardOps.Core.Status;
using WardOps.Tests.Live;
using WardOps.Web.Api;

namespace WardOps.Tests.Api;

public sealed class TopProblemsTests
{
    [Fact]
    public void Top_AThirdOfTheFleetIsDeadForGood_ShowsTheOthersFirst()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(400);
        var board = Board.Empty with { AsOf = now };
        var dead = Enumerable.Range(0, 300).Select(i => Facts(i, now.AddDays(-90), 86_400, 0));
        ProblemFacts[] rest = [Facts(901, now.AddHours(-1), 3_600, 1), Facts(902, null, 4_000, 9), Facts(903, null, 200, 1), Facts(904, null, 0, 0)];

        var top = DashboardEndpoint.Top(board, dead.Concat(rest));

        Assert.Equal(["device-902", "device-901", "device-903"], top.Take(3).Select(p => p.DeviceName));
        Assert.Equal(["flapping", "newly_down", "other", "chronic", "chronic"], top.Take(5).Select(p => p.Kind));
        Assert.Equal(10, top.Count);
        Assert.Equal(top.Skip(3).Select(p => p.DeviceName).Order(StringComparer.Ordinal), top.Skip(3).Select(p => p.DeviceName));
    }

    private static ProblemFacts Facts(int number, DateTimeOffset? downSince, double downSeconds, int mixedSteps)
        => new(BoardScript.Device(number % 250) with { Name = $"device-{number:000}" }, downSince is not null, downSince, mixedSteps, downSeconds, 90);
}
