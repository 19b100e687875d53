using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Calendar;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Tests.Notifications;

/// <summary>What is sent when: pure, on figures made up here.</summary>
public sealed class DispatchPlannerTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);   // a Monday, 14:00 in Tbilisi

    private NotificationChannel _channel = new(Guid.NewGuid(), "hook", ChannelKind.Webhook, true, new ChannelSettings(), 1);
    private NotificationRoute _route;
    private readonly List<NotificationLine> _lines = [];
    private readonly Dictionary<Guid, AlertRow> _alerts = [];
    private readonly HashSet<(Guid, Guid, Guid)> _told = [];
    private readonly Dictionary<(Guid, Guid, string), DateTimeOffset> _last = [];
    private readonly Dictionary<Guid, int> _inWindow = [];
    private readonly HashSet<Guid> _closing = [];
    private bool _isInMaintenance;

    public DispatchPlannerTests() => _route = new NotificationRoute { Id = Guid.NewGuid(), Name = "all", ChannelId = _channel.Id };

    [Fact]
    public void Group_WaitsForOthersFromItsFirstLine_ThenIsOneMessage()
    {
        Line(Alert("one"), Telling.Opened, taken: s_now.AddSeconds(-9));
        Line(Alert("two"), Telling.Opened, taken: s_now);
        Assert.Empty(Plan().Deliveries);

        var delivery = Assert.Single(Plan(s_now.AddSeconds(1)).Deliveries);
        Assert.Equal(2, delivery.Message.Alerts.Length);
    }

    [Fact]
    public void Group_ThatWasTold_WaitsForItsInterval_UnlessItBecameWorse()
    {
        var alert = Alert("one");
        Line(alert, Telling.Opened);
        _last[(_route.Id, _channel.Id, "g")] = s_now.AddMinutes(-4);
        Assert.Empty(Plan().Deliveries);
        Assert.Single(Plan(s_now.AddMinutes(1)).Deliveries);

        Line(Alert("two"), Telling.Worse);
        Assert.Equal([Telling.Opened, Telling.Worse], Assert.Single(Plan().Deliveries).Message.Alerts.Select(a => a.What).Order());   // and takes along what waited
    }

    [Fact]
    public void Group_OfAClockThatWasSetBack_DoesNotWaitForTomorrow()
    {
        Line(Alert("one"), Telling.Opened);
        _last[(_route.Id, _channel.Id, "g")] = s_now.AddDays(1);

        Assert.Single(Plan().Deliveries);
    }

    [Fact]
    public void Closed_OfWhatWasTold_IsItsEnd()
    {
        var alert = Alert("one", closed: s_now);
        _told.Add((_route.Id, _channel.Id, alert.Id));
        Line(alert, Telling.Closed, text: "11 of 12 back, ATM-3 still down");

        var message = Assert.Single(Plan().Deliveries).Message;
        Assert.Equal("[Over] one: 11 of 12 back, ATM-3 still down", message.Headline);
        Assert.Equal(Telling.Closed, message.Alerts[0].What);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Closed_BeforeAnythingWasSent_IsToldAsTheRouteSays(bool tellBrief, bool isTold)
    {
        _route = _route with { TellBrief = tellBrief };
        var alert = Alert("one", closed: s_now);
        Line(alert, Telling.Opened);
        Line(alert, Telling.Closed);

        var plan = Plan();

        Assert.Equal(isTold, plan.Deliveries.Count == 1);
        Assert.Equal(isTold ? 0 : 2, plan.Withheld.Count);
    }

    [Fact]
    public void Closed_OfWhatNobodyWasToldOf_IsNoNews()
    {
        Line(Alert("one", closed: s_now), Telling.Closed);

        Assert.Empty(Plan().Deliveries);
        Assert.Single(Plan().Withheld);
    }

    [Fact]
    public void Closed_ByARouteThatDoesNotTellEnds_IsWithheld()
    {
        _route = _route with { TellResolved = false };
        var alert = Alert("one", closed: s_now);
        _told.Add((_route.Id, _channel.Id, alert.Id));
        Line(alert, Telling.Closed);

        Assert.Empty(Plan().Deliveries);
        Assert.Single(Plan().Withheld);
    }

    [Fact]
    public void Merged_BeforeItWasSent_IsToldByTheIncidentAlone()
    {
        Line(Alert("atm", closed: s_now), Telling.Opened);

        Assert.Single(Plan().Withheld);
    }

    [Fact]
    public void Merged_AfterItWasSent_IsNotSaidToBeOver_ButAlertmanagerForgetsIt()
    {
        var alert = Alert("atm", closed: s_now);
        alert.End = AlertEnd.Merged;
        _told.Add((_route.Id, _channel.Id, alert.Id));
        Line(alert, Telling.Closed, text: "Part of: Branch Batumi offline: router + 11 devices");
        Assert.Single(Plan().Withheld);

        _channel = _channel with { Kind = ChannelKind.Alertmanager };
        Assert.Equal(Telling.Closed, Assert.Single(Plan().Deliveries).Message.Alerts[0].What);
    }

    [Fact]
    public void Closed_WhoseEndWaitsInTheOutbox_WaitsForIt()
    {
        var alert = Alert("atm", closed: s_now);
        _closing.Add(alert.Id);
        Line(alert, Telling.Opened);

        Assert.Empty(Plan().Withheld);
        Assert.Empty(Plan().Deliveries);
    }

    [Fact]
    public void Snoozed_IsSilentButForItsEnd()
    {
        var alert = Alert("one");
        alert.SnoozedUntil = s_now.AddHours(1);
        _told.Add((_route.Id, _channel.Id, alert.Id));
        Line(alert, Telling.Worse);
        Assert.Single(Plan().Withheld);

        _lines.Clear();
        alert.ClosedAt = s_now;
        Line(alert, Telling.Closed);
        Assert.Single(Plan().Deliveries);
    }

    [Theory]
    [InlineData(Telling.Reminder)]
    [InlineData(Telling.Escalation)]
    internal void Reminders_OfWhatIsAcknowledgedOrWorkedOn_AreNotSent(Telling what)
    {
        var alert = Alert("one");
        Line(alert, what);
        Assert.Single(Plan().Deliveries);

        _isInMaintenance = true;
        Assert.Single(Plan().Withheld);

        _isInMaintenance = false;
        alert.AcknowledgedAt = s_now;
        Assert.Single(Plan().Withheld);
    }

    [Fact]
    public void Hours_OutsideOfThem_WhatIsOpenWaits_WhatIsOverIsForgotten_WhatWasToldIsEnded()
    {
        _route = _route with { Schedule = new WeeklySchedule("Asia/Tbilisi", [new WeekHours(WeekDays.Workdays, new TimeOnly(9, 0), new TimeOnly(18, 0))]) };
        var (stays, brief, old) = (Alert("stays"), Alert("brief", closed: s_now), Alert("old", closed: s_now));
        _told.Add((_route.Id, _channel.Id, old.Id));
        Line(stays, Telling.Opened, group: "a");
        Line(brief, Telling.Opened, group: "b");
        Line(brief, Telling.Closed, group: "b");
        Line(old, Telling.Closed, group: "c");
        var evening = new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);   // 19:00 there

        var plan = Plan(evening);

        Assert.Equal("old", Assert.Single(plan.Deliveries).Message.Alerts[0].Name);
        Assert.All(plan.Withheld, l => Assert.Equal(brief.Id, l.AlertId));
        _lines.RemoveAll(l => l.AlertId != stays.Id);
        Assert.Equal("stays", Assert.Single(Plan(new DateTimeOffset(2026, 3, 3, 5, 0, 0, TimeSpan.Zero)).Deliveries).Message.Alerts[0].Name);   // 9:00 on Tuesday
    }

    [Fact]
    public void Rate_WithoutRoom_AllWait_AndThenOneMessageSumsThemUp()
    {
        _route = _route with { RateLimit = 3 };
        for (var n = 0; n < 10; n++)
        {
            Line(Alert($"alert {n}", n == 7 ? AlertSeverity.Critical : AlertSeverity.Medium), Telling.Opened, group: $"g{n}");
        }

        _inWindow[_route.Id] = 3;
        Assert.Empty(Plan().Deliveries);

        _inWindow[_route.Id] = 1;
        var sent = Plan().Deliveries;
        Assert.Equal("[Critical] alert 7 is down", sent[0].Message.Headline);   // the worst first
        Assert.Equal((2, PlannedDelivery.Overflow, 9, "9 more: 9 medium"), (sent.Count, sent[1].GroupKey, sent[1].Message.More, sent[1].Message.MoreWords));
        Assert.Equal(9, sent[1].Lines.Count);
    }

    [Fact]
    public void Message_OfMoreAlertsThanFit_CountsTheRest()
    {
        for (var n = 0; n < 87; n++)
        {
            Line(Alert($"alert {n}"), Telling.Opened);
        }

        var message = Assert.Single(Plan().Deliveries).Message;
        Assert.Equal((50, 37, "and 37 more: 37 high", "[High] 87 alerts in Batumi: 87 high"), (message.Alerts.Length, message.More, message.MoreWords, message.Headline));
    }

    [Fact]
    public void Alertmanager_OfMoreAlertsThanFit_IsToldOfEachOfThem()
    {
        _channel = _channel with { Kind = ChannelKind.Alertmanager };
        _route = _route with { RateLimit = 1 };
        for (var n = 0; n < 120; n++)
        {
            Line(Alert($"alert {n}"), Telling.Opened, group: n < 110 ? "a" : "b");
        }

        var sent = Plan().Deliveries;

        Assert.Equal([50, 50, 10, 10], sent.Select(d => d.Message.Alerts.Length));
        Assert.Equal((120, 4), (sent.SelectMany(d => d.Message.Alerts).Select(a => a.Id).Distinct().Count(), sent.Select(GroupFlusher.KeyOf).Distinct().Count()));
    }

    [Fact]
    public void Route_ThatIsGoneOrOff_TellsNothing()
    {
        Line(Alert("one"), Telling.Opened);
        _route = _route with { Enabled = false };

        Assert.Single(Plan().Withheld);
    }

    [Fact]
    public void Key_OfTheSameThings_IsTheSame()
    {
        Line(Alert("one"), Telling.Opened);
        Line(Alert("two"), Telling.Opened);
        var first = GroupFlusher.KeyOf(Plan().Deliveries[0]);
        _lines.Reverse();

        Assert.Equal(first, GroupFlusher.KeyOf(Plan(s_now.AddMinutes(3)).Deliveries[0]));
        _lines.RemoveAt(0);
        Assert.NotEqual(first, GroupFlusher.KeyOf(Plan().Deliveries[0]));
    }

    private AlertRow Alert(string name, AlertSeverity severity = AlertSeverity.High, DateTimeOffset? closed = null)
    {
        var alert = NotifyStore.NewAlert(name, s_now.AddMinutes(-2));
        (alert.Severity, alert.ClosedAt) = (severity, closed);
        return _alerts[alert.Id] = alert;
    }

    private void Line(AlertRow alert, Telling what, DateTimeOffset? taken = null, string group = "g", string? text = null) => _lines.Add(new NotificationLine
    {
        RouteId = _route.Id, ChannelId = _channel.Id, AlertId = alert.Id, Key = $"event:{_lines.Count}", What = what, Severity = alert.Severity, GroupKey = group,
        At = s_now.AddMinutes(-1).AddSeconds(_lines.Count), TakenAt = taken ?? s_now.AddMinutes(-1), Text = text,
    });

    private DispatchPlan Plan(DateTimeOffset? now = null) => DispatchPlanner.Plan(new DispatchView
    {
        Now = now ?? s_now,
        Routes = new Dictionary<Guid, NotificationRoute> { [_route.Id] = _route },
        Channels = new Dictionary<Guid, NotificationChannel> { [_channel.Id] = _channel },
        Lines = _lines,
        Alerts = _alerts,
        Told = _told,
        LastOfGroup = _last,
        InWindow = _inWindow,
        ClosingSoon = _closing,
        IsInMaintenance = _ => _isInMaintenance,
    });
}
