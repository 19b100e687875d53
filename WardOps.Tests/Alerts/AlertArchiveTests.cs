using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Status;
using WardOps.Core.Storage;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

/// <summary>How stored alerts are found and paged, on either database.</summary>
public abstract class AlertArchiveTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_then = new(2026, 3, 1, 10, 20, 30, 123, 456, TimeSpan.Zero);

    private StoreFixture _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AlertArchive Archive => _store.Get<AlertArchive>();

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

    /// <summary>A tick opens hundreds at the same time; the ids here are at random, so that their order differs from that of writing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task Pages_OverEqualTimes_GiveEachAlertOnceAndInOneOrder(int size)
    {
        var alerts = Enumerable.Range(0, 40).Select(i => Closed(i) with { OpenedAt = s_then.AddTicks(i / 15 * 10) }).ToList();
        await SaveAsync(alerts);

        List<Alert> read = [];
        AlertCursor? place = null;
        do
        {
            var slice = await PageAsync(new AlertQuery(), after: place, most: size);
            Assert.InRange(slice.Alerts.Count, 1, size);
            read.AddRange(slice.Alerts);
            place = slice.Next is { } next ? AlertCursor.Parse(next.ToString()) : null;
        }
        while (place is not null);

        Assert.Equal(alerts.OrderByDescending(a => a.OpenedAt).ThenByDescending(a => a.Id).Select(a => a.Id), read.Select(a => a.Id));
        Assert.Equal(read.Select(a => a.Id), AlertCursor.Page(alerts, null, 100).Select(a => a.Id));   // memory has the order of the store
    }

    [Fact]
    public async Task Page_WhileNewOnesOpen_GoesOnWhereItWas()
    {
        await SaveAsync([.. Enumerable.Range(0, 4).Select(i => Closed(i) with { OpenedAt = s_then.AddSeconds(i) })]);
        var first = await PageAsync(new AlertQuery(), most: 2);
        await SaveAsync([Closed(9) with { OpenedAt = s_then.AddHours(1) }]);

        var second = await PageAsync(new AlertQuery(), after: first.Next, most: 2);

        Assert.Equal(["device-1", "device-0"], second.Alerts.Select(a => a.Name));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Page_ClosedOnly_LeavesOutWhatIsOpen()
    {
        await SaveAsync([Closed(1), Closed(2) with { ClosedAt = null, EndedAt = null, End = null }]);

        Assert.Equal(["device-1"], (await PageAsync(new AlertQuery())).Alerts.Select(a => a.Name));
        Assert.Equal(2, (await Archive.PageAsync(new AlertQuery(), false, null, null, null, 10, Cancellation)).Alerts.Count);
    }

    public static TheoryData<AlertQuery, string> Queries => new()
    {
        { new AlertQuery(Severity: AlertSeverity.Critical), "Batumi" },
        { new AlertQuery(Kind: AlertKind.PacketLoss), "ATM ნინო" },
        { new AlertQuery(Region: "Guria"), "o'hara %_" },
        { new AlertQuery(Branch: "Batumi"), "Batumi" },
        { new AlertQuery(Search: "atm ნ"), "ATM ნინო" },
        { new AlertQuery(Search: "O'HARA"), "o'hara %_" },
        { new AlertQuery(Search: "%_"), "o'hara %_" },        // no wildcards
        { new AlertQuery(Search: "127.64.0.3"), "o'hara %_" },
        { new AlertQuery(DeviceId: Id(2)), "ATM ნინო" },
        { new AlertQuery(DeviceId: Id(77)), "Batumi" },       // a device that the incident names
        { new AlertQuery(Search: "'; DROP TABLE alerts; --"), "" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Page_Filtered_FindsTheOne(AlertQuery query, string name)
    {
        await SaveAsync(
        [
            Closed(1) with { Name = "Batumi", Subject = AlertSubject.Branch(Id(1)), Kind = AlertKind.Branch, Severity = AlertSeverity.Critical, Branch = "Batumi", Members = [new AlertMember(Id(77), "r1", MemberRole.Cause, s_then, null)] },
            Closed(2) with { Name = "ATM ნინო", Kind = AlertKind.PacketLoss },
            Closed(3) with { Name = "o'hara %_", Ip = "127.64.0.3", Region = "Guria" },
        ]);

        Assert.Equal(name, string.Join(", ", (await PageAsync(query)).Alerts.Select(a => a.Name)));
    }

    [Fact]
    public async Task Page_SearchForABranchInOtherLetters_FindsItByTheDevicesOfNow()
    {
        await _store.Get<DeviceEditor>().AddAsync(new DeviceDraft("d1", "127.64.0.1", "Тбилиси", "Tbilisi", "ATM"), Cancellation);
        await SaveAsync([Closed(1) with { Branch = "Тбилиси" }, Closed(2)]);

        Assert.Equal("device-1", Assert.Single((await PageAsync(new AlertQuery(Search: "тбил"))).Alerts).Name);
    }

    [Fact]
    public async Task Page_WithinARange_TakesItsBeginAndNotItsEnd()
    {
        await SaveAsync([.. Enumerable.Range(0, 3).Select(i => Closed(i) with { OpenedAt = s_then.AddSeconds(i) })]);

        var slice = await Archive.PageAsync(new AlertQuery(), true, s_then, s_then.AddSeconds(2), null, 10, Cancellation);

        Assert.Equal(["device-1", "device-0"], slice.Alerts.Select(a => a.Name));
    }

    [Fact]
    public async Task File_HasTheTimelineAndWhenItWasHandedOver()
    {
        var alert = Closed(1);
        await SaveAsync([alert], new AlertEvent(alert.Id, 1, s_then, AlertEventKind.Opened, null, "it is down", false, alert.Severity));
        await using (var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation))
        {
            await db.Set<AlertRow>().ExecuteUpdateAsync(s => s.SetProperty(a => a.HandedOverAt, s_then.AddSeconds(3)), Cancellation);
        }

        var file = (await Archive.FileAsync(alert.Id, Cancellation))!;

        Assert.Equal(s_then.AddSeconds(3), file.HandedOverAt);
        Assert.Equal("it is down", Assert.Single(file.Events).Text);
        Assert.Null(await Archive.FileAsync(Guid.CreateVersion7(), Cancellation));
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static Alert Closed(int number) => new()
    {
        Id = Guid.NewGuid(),
        Subject = AlertSubject.Device(Id(number)),
        Kind = AlertKind.Down,
        Severity = AlertSeverity.High,
        Name = $"device-{number}",
        Branch = "ბათუმი",
        Region = "Achara",
        Message = "It is down",
        Since = s_then,
        VerdictAt = s_then,
        OpenedAt = s_then,
        ClosedAt = s_then.AddHours(1),
        EndedAt = s_then.AddHours(1),
        End = AlertEnd.Recovered,
    };

    private Task<AlertSlice> PageAsync(AlertQuery query, AlertCursor? after = null, int most = 10)
        => Archive.PageAsync(query, true, null, null, after, most, Cancellation);

    private Task SaveAsync(IEnumerable<Alert> alerts, params AlertEvent[] events) => _store.Get<IStateStore>().SaveAsync(
        new PendingWrite([], null, new AlertBatch(_store.Get<IAlertWriter>(), _store.Get<AlertOutbox>(), alerts.ToDictionary(a => a.Id), events)), Cancellation);
}
