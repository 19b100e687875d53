using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Status;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

/// <summary>What people do with alerts, on a real store with the writer running.</summary>
public sealed class AlertDeskTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_then = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly StoreFixture _store = StoreFixture.Sqlite();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AlertDesk Desk => _store.Get<AlertDesk>();

    private OpenAlerts Open => _store.Get<AlertBook>().Current;

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(Cancellation);
        await _store.Get<StatePersister>().StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.Get<StatePersister>().StopAsync(Cancellation);
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Acknowledge_Open_IsSeenStoredAndInTheTimeline()
    {
        var id = await AlertAsync();
        var changes = 0;
        _store.Get<AlertBook>().Changed += () => changes++;

        var answer = await Desk.AcknowledgeAsync([id, Guid.CreateVersion7()], " nino ", "on my way", Cancellation);

        Assert.Equal(new DeskAnswer(1, true, null), answer);
        Assert.Equal(1, changes);
        Assert.Equal("nino", Open.Find(id)!.AcknowledgedBy);
        Assert.Equal("nino", (await _store.Get<AlertReader>().FindAsync(id, Cancellation))!.AcknowledgedBy);
        Assert.Equal(("on my way", "nino"), (await _store.Get<AlertReader>().EventsAsync(id, Cancellation)).Select(e => (e.Text!, e.By!)).Last());
        Assert.Equal(0, (await Desk.AcknowledgeAsync([id], "giorgi", null, Cancellation)).Changed);
    }

    [Fact]
    public async Task Assign_Snooze_Unacknowledge_AreLinesOfTheTimeline()
    {
        var id = await AlertAsync();
        var until = TimeProvider.System.GetUtcNow().AddHours(2);

        await Desk.AcknowledgeAsync([id], "nino", null, Cancellation);
        await Desk.AssignAsync([id], "nino", "giorgi", Cancellation);
        await Desk.SnoozeAsync([id], "giorgi", until, Cancellation);
        await Desk.UnacknowledgeAsync([id], "giorgi", null, Cancellation);

        var alert = (await _store.Get<AlertReader>().FindAsync(id, Cancellation))!;
        Assert.Equal((null, "giorgi"), (alert.AcknowledgedBy, alert.AssignedTo));
        Assert.InRange((alert.SnoozedUntil!.Value - until).TotalMilliseconds, -1, 1);
        Assert.Equal(
            [AlertEventKind.Opened, AlertEventKind.Acknowledged, AlertEventKind.Assigned, AlertEventKind.Snoozed, AlertEventKind.Unacknowledged],
            (await _store.Get<AlertReader>().EventsAsync(id, Cancellation)).Select(e => e.Kind));
    }

    [Fact]
    public async Task Comment_OnOneThatIsClosed_IsKeptToo()
    {
        var id = await AlertAsync();
        await CloseAsync();
        Assert.Null(Open.Find(id));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Desk.CommentAsync(id, "nino", $"note {i}", Cancellation)));

        var lines = await _store.Get<AlertReader>().EventsAsync(id, Cancellation);
        Assert.Equal(5, lines.Count(e => e.Kind == AlertEventKind.Commented));
        Assert.NotNull((await _store.Get<AlertReader>().FindAsync(id, Cancellation))!.ClosedAt);
    }

    [Theory]
    [InlineData("", "text", "Say who you are.")]
    [InlineData("nino", " ", "A comment has at least one character.")]
    public async Task Comment_ThatSaysNothing_IsRefusedInWords(string by, string text, string problem)
        => Assert.Equal(problem, (await Desk.CommentAsync(await AlertAsync(), by, text, Cancellation)).Problem);

    [Fact]
    public async Task Snooze_IntoThePast_IsRefused()
        => Assert.NotNull((await Desk.SnoozeAsync([await AlertAsync()], "nino", s_then, Cancellation)).Problem);

    private async Task<Guid> AlertAsync()
    {
        var catalog = _store.Get<DeviceCatalog>();
        await _store.Get<DeviceEditor>().AddAsync(new DeviceDraft("d1", "127.64.0.1", "Batumi", "Achara", "ATM"), Cancellation);
        Judge(catalog.Current, DeviceStatus.Down);
        return Assert.Single(Open.All).Id;
    }

    private Task CloseAsync()
    {
        Judge(_store.Get<DeviceCatalog>().Current, DeviceStatus.Up);
        return Task.CompletedTask;
    }

    private void Judge(Catalog catalog, DeviceStatus status)
    {
        var device = catalog.Devices[0];
        var state = new DeviceState(device, status, s_then, status == DeviceStatus.Down ? s_then : null, null, null, null, 1);
        var board = Board.Empty with { AsOf = s_then.AddMinutes(1), Catalog = catalog, BySlot = [.. Enumerable.Repeat<DeviceState?>(null, device.Slot), state] };
        var verdict = new Verdict(board, [state], [], null);
        _store.Get<StatePersister>().Offer(verdict, _store.Get<AlertBook>().Judge(verdict));
    }
}
