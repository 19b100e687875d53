using WardOps.Core.Alerts;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Notifications;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Routes;
using WardOps.Tests.Live;

namespace WardOps.Tests.Notifications;

public sealed class RouteTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_channel = Guid.NewGuid();
    private static readonly Guid s_other = Guid.NewGuid();
    private static readonly Guid s_branch = Guid.NewGuid();

    private static readonly NotificationRoute s_route = new() { Id = Guid.NewGuid(), Name = "noc", ChannelId = s_channel };

    private readonly Catalog _catalog = Catalog.Empty.With(
    [
        BoardScript.Device(1) with { BranchId = s_branch, Tags = DeviceTags.Of("vip"), DeviceType = "ATM" },
        BoardScript.Device(2) with { BranchId = Guid.NewGuid(), DeviceType = "Switch" },
    ]);

    public static TheoryData<DeviceScope, bool, bool> Scopes() => new()
    {
        { DeviceScope.All, true, true },
        { DeviceScope.Of(ScopeKind.Tag, "VIP"), true, true },
        { DeviceScope.Of(ScopeKind.Tag, "other"), false, false },
        { DeviceScope.Of(ScopeKind.Branch, s_branch.ToString()), true, true },
        { DeviceScope.Of(ScopeKind.Branch, Guid.NewGuid().ToString()), false, false },
        { DeviceScope.Of(ScopeKind.Type, "atm"), true, true },
        { DeviceScope.Of(ScopeKind.Type, "Switch"), false, true },       // one of the incident
        { DeviceScope.Of(ScopeKind.Region, "achara"), true, true },
        { DeviceScope.Of(ScopeKind.Device, BoardScript.Id(1).ToString()), true, true },
        { DeviceScope.Of(ScopeKind.Device, BoardScript.Id(2).ToString()), false, true },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Scope_FitsADeviceAndAnIncidentThatHoldsIt(DeviceScope scope, bool device, bool incident)
    {
        var route = s_route with { Scope = scope };
        var alert = NotifyStore.NewAlert("device-1", s_now);
        (alert.SubjectId, alert.DeviceType) = (BoardScript.Id(1), "ATM");
        Assert.Equal(device, new AlertConcern(alert, _catalog).Fits(route, AlertSeverity.High));

        (alert.SubjectKind, alert.SubjectId, alert.Kind, alert.DeviceType) = (AlertSubjectKind.Branch, s_branch, AlertKind.Branch, "");
        alert.Members = $$"""[{"DeviceId":"{{BoardScript.Id(1)}}","Name":"a","Role":0},{"device_id":"{{BoardScript.Id(2)}}","name":"b","role":"Away","since":"2026-03-02T10:00:00Z"}]""";
        Assert.Equal(incident, new AlertConcern(alert, _catalog).Fits(route, AlertSeverity.High));

        (alert.SubjectKind, alert.SubjectId, alert.Kind, alert.Members) = (AlertSubjectKind.Monitor, Guid.Empty, AlertKind.Blind, null);
        Assert.True(new AlertConcern(alert, _catalog).Fits(route, AlertSeverity.High));   // it concerns everybody
    }

    [Fact]
    public void Route_FitsBySeverityKindAndRule()
    {
        var alert = NotifyStore.NewAlert("device-1", s_now);
        alert.RuleId = Guid.NewGuid();
        var concern = new AlertConcern(alert, _catalog);

        Assert.False(concern.Fits(s_route, AlertSeverity.Low));
        Assert.True(concern.Fits(s_route, AlertSeverity.Medium));
        Assert.False(concern.Fits(s_route with { Kinds = [AlertKind.Branch] }, AlertSeverity.High));
        Assert.True(concern.Fits(s_route with { Kinds = [AlertKind.Branch, AlertKind.Down] }, AlertSeverity.High));
        Assert.False(concern.Fits(s_route with { RuleIds = [Guid.NewGuid()] }, AlertSeverity.High));
        Assert.True(concern.Fits(s_route with { RuleIds = [alert.RuleId.Value] }, AlertSeverity.High));
        Assert.False(concern.Fits(s_route with { Enabled = false }, AlertSeverity.High));
    }

    [Fact]
    public void Group_OfADeviceAndOfTheIncidentOfItsBranch_IsTheSame()
    {
        var alert = NotifyStore.NewAlert("device-1", s_now);
        alert.SubjectId = BoardScript.Id(1);
        var incident = NotifyStore.NewAlert("Batumi", s_now);
        (incident.SubjectKind, incident.SubjectId) = (AlertSubjectKind.Branch, s_branch);

        Assert.Equal(new AlertConcern(incident, _catalog).Group(RouteGrouping.Branch), new AlertConcern(alert, _catalog).Group(RouteGrouping.Branch));
        Assert.NotEqual(new AlertConcern(incident, _catalog).Group(RouteGrouping.None), new AlertConcern(alert, _catalog).Group(RouteGrouping.None));
        Assert.Equal(new AlertConcern(incident, _catalog).Group(RouteGrouping.All), new AlertConcern(alert, _catalog).Group(RouteGrouping.All));
    }

    [Fact]
    public void Faults_OfARouteThatIsAllWrong_AreToldAtOnce()
    {
        var route = new NotificationRoute
        {
            Name = " ", ChannelId = Guid.NewGuid(), GroupWait = TimeSpan.FromHours(1), GroupInterval = TimeSpan.FromSeconds(-1), RateLimit = 0, RemindEvery = TimeSpan.FromMinutes(1),
            EscalateAfter = TimeSpan.FromSeconds(1), Scope = DeviceScope.Of(ScopeKind.Branch), Schedule = new WeeklySchedule("Mars/Olympus", [new WeekHours(WeekDays.None, default, default)]),
        };

        Assert.Equal(11, RouteRules.Faults(route, new HashSet<Guid> { s_channel }).Count);
        Assert.Empty(RouteRules.Faults(s_route, new HashSet<Guid> { s_channel }));
        Assert.Contains("another channel", Assert.Single(RouteRules.Faults(s_route with { EscalateAfter = TimeSpan.FromMinutes(5), EscalateTo = s_channel }, new HashSet<Guid> { s_channel })), StringComparison.Ordinal);
    }

    [Fact]
    public void Route_AsJson_ComesBackTheSame()
    {
        var route = s_route with
        {
            Kinds = [AlertKind.Down], Scope = DeviceScope.Of(ScopeKind.Region, "აჭარა"), Schedule = new WeeklySchedule("Asia/Tbilisi", [new WeekHours(WeekDays.Workdays, new TimeOnly(9, 0), new TimeOnly(18, 0))]),
            RemindEvery = TimeSpan.FromHours(1), EscalateAfter = TimeSpan.FromMinutes(15), EscalateTo = s_other, RuleIds = [Guid.NewGuid()],
        };

        var back = StoredJson.Read<NotificationRoute>(StoredJson.Write(route));

        Assert.Equal(StoredJson.Write(route), StoredJson.Write(back));
        Assert.Equal((route.Scope, route.Schedule, route.RemindEvery), (back.Scope, back.Schedule, back.RemindEvery));
    }

    [Theory]
    [InlineData(29, null)]
    [InlineData(31, Telling.Reminder)]
    internal void Reminder_AfterTheTime_IsDue(int minutes, Telling? what)
    {
        var route = s_route with { RemindEvery = TimeSpan.FromMinutes(30) };

        Assert.Equal(what, Due(route, minutes).SingleOrDefault()?.What);
        Assert.Empty(Due(route, minutes, a => a.AcknowledgedAt = s_now));
        Assert.Empty(Due(route, minutes, a => a.SnoozedUntil = s_now.AddDays(1)));
    }

    [Fact]
    public void Escalation_AfterTheTime_IsDueOnce()
    {
        var route = s_route with { EscalateAfter = TimeSpan.FromMinutes(15), EscalateTo = s_other };
        var line = Assert.Single(Due(route, 16));
        Assert.Equal((Telling.Escalation, s_other, "escalation:1"), (line.What, line.ChannelId, line.Key));
        line.State = LineState.Told;

        Assert.Empty(Due(route, 40, null, line));
        Assert.Empty(Due(route, 14));
        Assert.Empty(Due(route, 16, a => a.AcknowledgedAt = s_now));
    }

    private static List<NotificationLine> Due(NotificationRoute route, int minutes, Action<Core.Alerts.Storage.AlertRow>? more = null, params NotificationLine[] others)
    {
        var alert = NotifyStore.NewAlert("one", s_now);
        more?.Invoke(alert);
        var told = new NotificationLine { RouteId = route.Id, ChannelId = s_channel, AlertId = alert.Id, Key = "event:1", GroupKey = "g", TakenAt = s_now, State = LineState.Told };
        return [.. Reminders.Due(route, alert, [told, .. others], [], s_now.AddMinutes(minutes))];
    }
}
