using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Status;
using WardOps.Core.Storage;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

/// <summary>What stored alerts promise, on either database.</summary>
public abstract class AlertStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_then = new(2026, 3, 1, 10, 20, 30, 123, 456, TimeSpan.Zero);

    private StoreFixture _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AlertReader Reader => _store.Get<AlertReader>();

    public async ValueTask InitializeAsync()
    {
        _store = await CreateAsync();
        await _store.OpenAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    protected abstract Task<StoreFixture> CreateAsync();

    [Fact]
    public async Task Save_ThenRead_GivesBackTheSameToTheMicrosecond()
    {
        var full = Full();
        var bare = Alert(2) with { Name = "ატმ „3“ '\"\\", Message = "line\nbreak" };

        await SaveAsync([bare, full], [Line(full, 1), Line(full, 2) with { By = "ნინო", Text = "O'Hara; DROP TABLE alerts" }]);

        Same(full, await Reader.FindAsync(full.Id, Cancellation));
        Same(bare, Assert.Single(await Reader.OpenAsync(Cancellation)));
        Assert.Equal([Line(full, 1), Line(full, 2) with { By = "ნინო", Text = "O'Hara; DROP TABLE alerts" }], await Reader.EventsAsync(full.Id, Cancellation));
    }

    [Fact]
    public async Task Save_OlderAfterNewer_ChangesNothing()
    {
        var alert = Alert(1);
        await SaveAsync([alert with { Version = 5, ClosedAt = s_then, End = AlertEnd.Recovered }], []);
        await SaveAsync([alert with { Version = 4 }], []);

        Assert.Equal(5, (await Reader.FindAsync(alert.Id, Cancellation))!.Version);
        Assert.Empty(await Reader.OpenAsync(Cancellation));
    }

    /// <summary>After a commit of which nobody knows whether it came about the same rows are written again; the notifier may have taken the line meanwhile.</summary>
    [Fact]
    public async Task Save_TheSameAgain_DoesNotTellTwice()
    {
        var alert = Alert(1);
        await SaveAsync([alert], [Line(alert, 1)]);
        await using (var db = await DbAsync())
        {
            await db.Set<AlertEventRow>().ExecuteUpdateAsync(s => s.SetProperty(e => e.IsWaiting, false), Cancellation);
        }

        await SaveAsync([alert], [Line(alert, 1)]);

        await using var after = await DbAsync();
        Assert.False((await after.Set<AlertEventRow>().SingleAsync(Cancellation)).IsWaiting);
    }

    [Fact]
    public async Task Save_ClosedAndOpenedAgainInOneWrite_LeavesTheNewOneOpen()
    {
        var first = Alert(1);
        await SaveAsync([first], []);
        var second = Alert(1) with { OpenedAt = s_then.AddMinutes(1) };

        await SaveAsync([second, first with { Version = 2, ClosedAt = s_then, End = AlertEnd.Recovered }], []);

        Assert.Equal(second.Id, Assert.Single(await Reader.OpenAsync(Cancellation)).Id);
    }

    /// <summary>A row left open by somebody else must not keep every later write from going through.</summary>
    [Fact]
    public async Task Save_WhereAStrangerIsOpen_ClosesTheStranger()
    {
        var stranger = Alert(1);
        await SaveAsync([stranger], []);
        var own = Alert(1);

        await SaveAsync([own], []);

        Assert.Equal(own.Id, Assert.Single(await Reader.OpenAsync(Cancellation)).Id);
        Assert.Equal(AlertEnd.Merged, (await Reader.FindAsync(stranger.Id, Cancellation))!.End);
    }

    [Fact]
    public async Task Index_TwoOpenOfOneIdentity_IsRefusedByTheDatabase()
    {
        await using var db = await DbAsync();
        db.AddRange(Row(Alert(1)), Row(Alert(1)));

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancellation));
    }

    /// <summary>Status, alert and outgoing message are one transaction: a crash between any two statements leaves all of them or none.</summary>
    [Fact]
    public async Task Save_ThatBreaksOffAfterTheAlert_LeavesNeitherStatusNorAlert()
    {
        var id = (await _store.Get<DeviceEditor>().AddAsync(new DeviceDraft("d1", "127.64.0.1", "Batumi", "Achara", "ATM"), Cancellation)).Id!.Value;
        var state = new StoredState(id, DeviceStatus.Down, DeviceFlags.None, s_then, s_then, null, 3);
        var alert = Alert(1) with { Subject = AlertSubject.Device(id) };

        await Assert.ThrowsAsync<TimeoutException>(() => _store.Get<IStateStore>().SaveAsync(new PendingWrite([state], null, new BreaksOff(Batch([alert], [Line(alert, 1)]))), Cancellation));

        Assert.Empty(await Reader.OpenAsync(Cancellation));
        Assert.Empty((await _store.Get<IStateStore>().LoadAsync(Cancellation)).States);
        await _store.Get<IStateStore>().SaveAsync(new PendingWrite([state], null, Batch([alert], [Line(alert, 1)])), Cancellation);
        Assert.Equal((1, 1), ((await Reader.OpenAsync(Cancellation)).Count, (await _store.Get<IStateStore>().LoadAsync(Cancellation)).States.Count));
    }

    [Fact]
    public async Task Members_ThatAreNoList_AreLeftOutAndTheAlertIsRead()
    {
        await using (var db = await DbAsync())
        {
            var row = Row(Alert(1));
            row.Members = "{\"half";
            db.Add(row);
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Empty(Assert.Single(await Reader.OpenAsync(Cancellation)).Members);
    }

    private Task SaveAsync(IEnumerable<Alert> alerts, IReadOnlyList<AlertEvent> events)
        => _store.Get<IStateStore>().SaveAsync(new PendingWrite([], null, Batch(alerts, events)), Cancellation);

    private AlertBatch Batch(IEnumerable<Alert> alerts, IReadOnlyList<AlertEvent> events)
        => new(_store.Get<IAlertWriter>(), _store.Get<AlertOutbox>(), alerts.ToDictionary(a => a.Id), events);

    private async Task<WardOpsDbContext> DbAsync() => await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);

    private static void Same(Alert expected, Alert? actual)
    {
        Assert.Equal(expected.Members.AsEnumerable(), actual!.Members.AsEnumerable());
        Assert.Equal(expected with { Members = [] }, actual with { Members = [] });
    }

    private static AlertEvent Line(Alert alert, int number) => new(alert.Id, number, s_then, AlertEventKind.Opened, null, alert.Message, true, alert.Severity);

    private static Alert Alert(byte device) => new()
    {
        Id = Guid.CreateVersion7(s_then),
        Subject = AlertSubject.Device(new Guid(device, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        Kind = AlertKind.Down,
        Severity = AlertSeverity.High,
        Name = "ATM",
        Message = "ATM is down",
        Since = s_then,
        VerdictAt = s_then.AddSeconds(5),
        OpenedAt = s_then.AddSeconds(10),
    };

    private static Alert Full() => new()
    {
        Id = Guid.CreateVersion7(s_then),
        Subject = AlertSubject.Branch(new Guid(9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        Kind = AlertKind.Branch,
        Severity = AlertSeverity.Critical,
        Name = "Batumi",
        Ip = "127.0.0.1",
        Branch = "Batumi",
        Region = "Achara",
        DeviceType = "Router",
        RuleId = Guid.CreateVersion7(),
        RuleName = "Branch offline",
        Message = "Branch Batumi offline",
        Value = 58.3,
        Since = s_then,
        VerdictAt = s_then,
        OpenedAt = s_then,
        ClosedAt = s_then.AddHours(1),
        EndedAt = s_then.AddHours(1),
        End = AlertEnd.Recovered,
        IncidentId = Guid.CreateVersion7(),
        Members = [new AlertMember(Guid.CreateVersion7(), "ატმ", MemberRole.Cause, s_then, s_then.AddMinutes(3)), new AlertMember(Guid.CreateVersion7(), "<b>", MemberRole.DownBefore, s_then, null)],
        AcknowledgedBy = "nino",
        AcknowledgedAt = s_then,
        AssignedTo = "giorgi",
        SnoozedUntil = s_then,
        ShownAt = s_then,
        Events = 7,
        Version = 9,
    };

    private static AlertRow Row(Alert a) => new()
    {
        Id = a.Id,
        SubjectKind = a.Subject.Kind,
        SubjectId = a.Subject.Id,
        Kind = a.Kind,
        Severity = a.Severity,
        Name = a.Name,
        NameKey = a.Name,
        Ip = "",
        Branch = "",
        Region = "",
        DeviceType = "",
        RuleName = "",
        Message = a.Message,
        Since = a.Since,
        VerdictAt = a.VerdictAt,
        OpenedAt = a.OpenedAt,
        Version = 1,
    };
}
