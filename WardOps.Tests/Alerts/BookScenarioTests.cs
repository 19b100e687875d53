using WardOps.Core.Alerts;
using WardOps.Core.Devices;
using WardOps.Tests.Status.Parents;

namespace WardOps.Tests.Alerts;

/// <summary>Whole stories on the simulated network in virtual time: every alert and every message of them is asserted.</summary>
public sealed class BookScenarioTests
{
    private static readonly IEnumerable<int> s_children = Enumerable.Range(1, ParentTree.Children);
    private static readonly IEnumerable<int> s_branch = Enumerable.Range(0, ParentTree.Children + 1);

    [Fact]
    public void OneDevice_DownAndUp_IsOneAlertWithItsTrueTimes()
    {
        var run = new BookRun();
        run.Tree.Cut([3], 40).Mend([3], 30);

        Assert.Equal(["Down Opened: Device 3 is down", "Down Closed: Device 3 is up again after 39 s"], run.Told.Select(Rounded));
        var alert = Assert.Single(run.Alerts);
        Assert.InRange(run.Seconds(alert.Since), -0.1, 2.1);
        Assert.InRange((alert.OpenedAt - alert.Since).TotalSeconds, 10, 10.6);
        Assert.InRange((alert.VerdictAt - alert.Since).TotalSeconds, 4, 6.5);
        Assert.Equal((AlertEnd.Recovered, AlertSeverity.High, "Batumi"), (alert.End!.Value, alert.Severity, alert.Branch));
    }

    [Fact]
    public void Router_DiesWithElevenBehindIt_IsOneIncidentAndOneMessageEach()
    {
        var run = new BookRun();
        run.Tree.Cut(s_branch, 40).Mend(s_branch, 40);

        Assert.Equal(["Branch Opened: Branch Batumi offline: Device 0 + 11 devices", "Branch Closed: Branch Batumi: all 12 back"], run.Told);
        var incident = Assert.Single(run.Alerts);
        Assert.Equal(12, incident.Members.Length);
        Assert.Equal((MemberRole.Cause, "Device 0"), (incident.Members[0].Role, incident.Members[0].Name));
        Assert.All(incident.Members, m => Assert.NotNull(m.BackAt));
    }

    [Fact]
    public void Child_DownBeforeTheRouter_KeepsItsAlertOverTheIncident()
    {
        var run = new BookRun();
        run.Tree.Cut([3], 30).Cut(s_branch, 30).Mend(s_branch.Except([3]), 40).Mend([3], 30);

        Assert.Equal(
            ["Down Opened: Device 3 is down", "Branch Opened: Branch Batumi offline: Device 0 + 10 devices", "Branch Closed: Branch Batumi: all 11 back", "Down Closed: Device 3 is up again"],
            run.Told.Select(WithoutLength));
        Assert.Equal(MemberRole.DownBefore, run.Alerts[1].Members.Single(m => m.Name == "Device 3").Role);
    }

    [Fact]
    public void Child_ThatFailsAfterTheRouter_JoinsTheIncident()
    {
        var run = new BookRun();
        run.Tree.Cut(s_branch.Except([4]), 40).Cut([4], 30).Mend(s_branch, 40);

        Assert.Equal(["Branch Opened: Branch Batumi offline: Device 0 + 10 devices", "Branch Closed: Branch Batumi: all 12 back"], run.Told);
        Assert.Contains(run.Events, e => e is { Kind: AlertEventKind.Joined, Text: "Device 4" });
    }

    [Fact]
    public void Tree_OfTwoLevels_IsOneIncidentAndThenThatOfTheSwitch()
    {
        var sw = ParentIds.Of(ParentTree.Id(1));
        var run = new BookRun(new ParentTree(d => d.Name is "Device 2" or "Device 3" ? d with { Parents = sw } : d));
        run.Tree.Cut(s_branch, 40).Mend(s_branch.Except([1, 2, 3]), 60).Mend([1, 2, 3], 40);

        Assert.Equal("Branch Opened: Branch Batumi offline: Device 0 + 11 devices", run.Told.First());
        Assert.Empty(run.Open);
        Assert.All(run.Alerts, a => Assert.Equal(AlertKind.Branch, a.Kind));
    }

    [Fact]
    public void Router_BackAndThenHalfItsChildren_TellsOnceWhoIsStillDown()
    {
        var run = new BookRun();
        run.Tree.Cut(s_branch, 40).Mend([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 60);

        Assert.Equal(["Branch Opened: Branch Batumi offline: Device 0 + 11 devices", "Branch Closed: Branch Batumi: 11 of 12 back, Device 11 still down"], run.Told);
        var own = Assert.Single(run.Open);
        Assert.Equal((AlertKind.Down, "Device 11", run.Alerts[0].Id), (own.Kind, own.Name, own.IncidentId!.Value));
        Assert.InRange((own.Since - run.Alerts[0].Since).TotalSeconds, -2.1, 2.1);

        run.Tree.Mend([11], 20);
        Assert.Equal("Down Closed: Device 11 is up again", WithoutLength(run.Told.Last()));
        Assert.Empty(run.Open);
    }

    [Fact]
    public void Branch_WithoutRouterOfWhichHalfFallsSilent_IsOneIncident()
    {
        var run = new BookRun(new ParentTree(d => d with { Parents = ParentIds.Of() }));
        run.Tree.Cut(Enumerable.Range(1, 7), 40).Mend(Enumerable.Range(1, 6), 60);

        Assert.Equal(["Branch Opened: Branch Batumi: 7 devices fell silent together", "Branch Closed: Branch Batumi: 6 of 7 back, Device 7 still down"], run.Told);
        Assert.Equal(58.3, run.Alerts[0].Value);
        Assert.Equal("Device 7", Assert.Single(run.Open).Name);
    }

    [Fact]
    public void Branch_OfWhichAThirdFallsSilent_IsThatManyAlerts()
    {
        var run = new BookRun(new ParentTree(d => d with { Parents = ParentIds.Of() }));
        run.Tree.Cut(Enumerable.Range(1, 4), 40);

        Assert.Equal(4, run.Open.Count(a => a.Kind == AlertKind.Down));
        Assert.Equal(4, run.Told.Count());
    }

    [Fact]
    public void Flapping_ThatEndsUp_IsOneAlertMore()
    {
        var run = new BookRun();
        Flap(run, 3);
        Assert.Equal(AlertKind.Flapping, Assert.Single(run.Open).Kind);
        var told = run.Told.Count();

        Flap(run, 3);
        Assert.Equal(told, run.Told.Count());

        run.Tree.Wait(400);
        Assert.Equal("Flapping Closed: Device 3 has stopped going up and down, and is up", run.Told.Last());
        Assert.Empty(run.Open);
    }

    [Fact]
    public void Flapping_ThatEndsDown_OpensTheDownAlertWithItsTrueTime()
    {
        var run = new BookRun();
        Flap(run, 3);
        run.Tree.Cut([3], 400);

        Assert.Equal(["Flapping Closed: Device 3 has stopped going up and down, and is down", "Down Opened: Device 3 is down"], run.Told.TakeLast(2));
        var down = Assert.Single(run.Open);
        Assert.Equal(run.Tree[3].DownSince, down.Since);
        Assert.True(down.OpenedAt - down.Since > TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void Monitor_BlindWhileADeviceDies_SaysSoAndTellsOfTheDeviceAfterwards()
    {
        var run = new BookRun();
        run.Tree.Watch.CutUplink();
        run.Tree.Wait(40);
        Assert.Equal(AlertKind.Blind, Assert.Single(run.Open).Kind);

        run.Tree.Watch.MendUplink();
        run.Tree.Cut([3], 60);

        Assert.Equal(["Blind Opened", "Blind Closed", "Down Opened"], run.Told.Select(t => t[..t.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void Device_AlreadyDownAtTheFirstStart_HasItsAlert()
    {
        var tree = new ParentTree().Cut([3], 60);
        var run = new BookRun(tree);
        run.Tree.Wait(1);

        var alert = Assert.Single(run.Open);
        Assert.Equal(run.Tree[3].DownSince, alert.Since);
    }

    [Fact]
    public void Restart_WhileDown_KeepsTheOneAlert()
    {
        var run = new BookRun();
        run.Tree.Cut([3], 40);
        run.Restart();
        run.Tree.Wait(40).Mend([3], 30);

        Assert.Equal(2, run.Told.Count());
        Assert.Single(run.Alerts);
    }

    [Theory]
    [InlineData("rename", null)]
    [InlineData("move", null)]
    [InlineData("disable", AlertEnd.Disabled)]
    [InlineData("delete", AlertEnd.Deleted)]
    [InlineData("address", AlertEnd.Readdressed)]
    public void Edit_WhileDown_ClosesOnlyWhatSaysNothingAnyMore(string edit, AlertEnd? end)
    {
        var run = new BookRun();
        run.Tree.Cut([3], 40);
        run.Tree.Change(d => d.Name != "Device 3" ? d : edit switch
        {
            "rename" => d with { Name = "Other" },
            "move" => d with { Branch = "Kutaisi", BranchId = Guid.CreateVersion7() },
            "disable" => d with { Enabled = false },
            "address" => d with { Address = System.Net.IPAddress.Parse("127.99.9.9") },
            _ => null,
        });
        run.Tree.Wait(2);

        Assert.Equal(end, run.Alerts[0].End);
        Assert.Equal(edit == "rename" ? "Other" : "Device 3", run.Alerts[0].Name);
        Assert.Equal(edit == "move" ? "Kutaisi" : "Batumi", run.Alerts[0].Branch);
    }

    private static void Flap(BookRun run, int device)
    {
        for (var i = 0; i < 3; i++)
        {
            run.Tree.Cut([device], 12).Mend([device], 12);
        }
    }

    private static string WithoutLength(string told) => told.Split(" after ")[0];

    private static string Rounded(string told) => told.Replace("after 38 s", "after 39 s", StringComparison.Ordinal).Replace("after 40 s", "after 39 s", StringComparison.Ordinal);
}
