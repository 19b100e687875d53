using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status;

public sealed class StatusBoardTests
{
    private readonly Watch _watch = new(3);

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void Judge_WallClockIsStepped_NeitherHidesAnOutageNorFeignsSilence(int seconds)
    {
        var clock = new TwoClocks(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
        var catalog = Fleet.Of(1);
        var board = new StatusBoard(Options.Create(new StatusOptions()), new ProbingOptions().ToPolicy(), clock);
        var round = 1000L;
        Tick(EchoResult.Answered);

        clock.StepWall(TimeSpan.FromSeconds(seconds));
        Tick(EchoResult.Answered);
        Assert.Equal(1, board.Current.Totals.Up);

        for (var i = 0; i < 6; i++)
        {
            Tick(EchoResult.Lost);
        }

        Assert.Equal(1, board.Current.Totals.Down);

        void Tick(EchoResult result)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            EchoOutcome[] outcomes = [new(catalog.Current.Devices[0], round++, 0, result, UnixNanos.From(clock.GetUtcNow()), 0, 0)];
            board.Judge(new ProbeTick(clock.GetUtcNow(), null, outcomes, 1, EchoTransportState.Ready(EchoTransportMode.Simulated)), catalog.Current);
        }
    }

    [Fact]
    public void Judge_FewLostEchoesBeforeABlindTime_DoNotBackdateALaterOutage()
    {
        _watch.Step(0, 1, 2);
        Steps(_watch, 2, 0, 1);
        _watch.Time.Advance(TimeSpan.FromMinutes(5));
        _watch.Quiet();
        Assert.Equal(DeviceStatus.Unknown, _watch[2].Status);

        var seen = _watch.Time.GetUtcNow();
        Steps(_watch, 6, 0, 1);

        Assert.Equal(DeviceStatus.Down, _watch[2].Status);
        Assert.True(_watch[2].DownSince >= seen, $"The outage is said to have begun at {_watch[2].DownSince}, within the blind time.");
    }

    [Fact]
    public void Restore_DisabledDevice_KeepsItsVersionSoThatItCanBeWrittenLater()
    {
        var devices = _watch.Catalog.Current.Devices;
        _watch.Catalog.Swap([devices[0], devices[1], devices[2] with { Enabled = false }]);
        _watch.Board.Restore(new StoredBoard([new StoredState(devices[2].Id, DeviceStatus.Down, DeviceFlags.None, null, null, null, 41)], null));

        _watch.Quiet();

        Assert.True(_watch[2].Version > 41);
        Assert.Equal(DeviceStatus.Unknown, _watch[2].Status);
    }

    [Fact]
    public void Restore_OutageThatOutlastedABlindMonitor_KeepsItsBeginning()
    {
        _watch.Step(0, 1, 2);
        Steps(_watch, 6, 0, 1);
        var began = _watch[2].DownSince;
        _watch.Time.Advance(TimeSpan.FromSeconds(60));
        _watch.Quiet();
        Assert.Equal((DeviceStatus.Unknown, (DateTimeOffset?)null), (_watch[2].Status, _watch[2].DownSince));

        var pending = new PendingStates();
        pending.Take(_watch.Board.Current);
        var again = _watch.Restart();
        again.Board.Restore(new StoredBoard(pending.Drain().States, _watch.Board.Current.LastRound));
        Steps(again, 6, 0, 1);

        Assert.Equal((DeviceStatus.Down, began), (again[2].Status, again[2].DownSince));
    }

    [Fact]
    public void Judge_SixLost_TurnsDownAndSaysSo()
    {
        _watch.Step(0, 1, 2);
        var first = _watch.Time.GetUtcNow().AddSeconds(1);
        Steps(_watch, 5, 0, 1);
        Assert.Equal(new BoardTotals(3, 3, 0, 0, 0), _watch.Board.Current.Totals);

        var verdict = _watch.Step(0, 1);

        var change = Assert.Single(verdict.Transitions);
        Assert.Equal((DeviceStatus.Up, DeviceStatus.Down, first), (change.From, change.To, change.At));
        Assert.Equal(first, _watch[2].DownSince);
        Assert.Equal(new BoardTotals(3, 2, 1, 0, 0), _watch.Board.Current.Totals);
        Assert.Equal(change, _watch.Board.Current.Recent[0]);
    }

    [Fact]
    public void Judge_OldBoard_IsNeverTouched()
    {
        _watch.Step(0, 1, 2);
        var old = _watch.Board.Current;
        var was = old.Find(_watch.Catalog.Current.Devices[2].Id);

        Steps(_watch, 6, 0, 1);

        Assert.Equal(DeviceStatus.Up, was!.Status);
        Assert.Same(was, old.Find(was.Device.Id));
        Assert.Equal(DeviceStatus.Down, _watch[2].Status);
    }

    [Fact]
    public void Judge_MonitorBlind_IsUnknownAfterThreeIntervalsNotDown()
    {
        _watch.Step(0, 1, 2);
        for (var i = 0; i < 17; i++)
        {
            _watch.Quiet();
        }

        Assert.Equal(new BoardTotals(3, 0, 0, 0, 3), _watch.Board.Current.Totals);
        Assert.Null(_watch[0].DownSince);
    }

    [Fact]
    public void Judge_ReaddressedWhileDown_StartsAnew()
    {
        Steps(_watch, 6, 0, 1);
        Change(d => d.Slot == 2 ? d with { Address = Fleet.Address(99) } : d);

        var verdict = _watch.Quiet();

        Assert.Equal((DeviceStatus.Unknown, null), (_watch[2].Status, _watch[2].DownSince));
        Assert.Contains(verdict.Changed, s => s.Device.Slot == 2);
        _watch.Step(0, 1);
        Assert.Equal(DeviceStatus.Unknown, _watch[2].Status);   // one loss is no outage, whatever the old address did
    }

    [Fact]
    public void Judge_RenamedWhileDown_StaysDown()
    {
        Steps(_watch, 6, 0, 1);
        var since = _watch[2].DownSince;
        Change(d => d with { Name = "renamed" });

        _watch.Quiet();

        Assert.Equal((DeviceStatus.Down, since, "renamed"), (_watch[2].Status, _watch[2].DownSince, _watch[2].Device.Name));
    }

    [Fact]
    public void Judge_Disabled_CountsNowhereAndOldEchoesSayNothing()
    {
        Steps(_watch, 6, 0, 1);
        Change(d => d.Slot == 2 ? d with { Enabled = false } : d);

        _watch.Step(0, 1);

        Assert.Equal((DeviceStatus.Unknown, DeviceFlags.Disabled), (_watch[2].Status, _watch[2].Flags));
        Assert.Equal(new BoardTotals(2, 2, 0, 0, 0), _watch.Board.Current.Totals);
    }

    [Fact]
    public void Judge_Removed_IsOffTheBoardAndItsSlotIsNotGivenOut()
    {
        _watch.Step(0, 1, 2);
        var gone = _watch[2].Device;
        _watch.Catalog.Swap(_watch.Catalog.Current.Devices.Where(d => d.Id != gone.Id).Append(Fleet.Device(50, Fleet.Address(50))));

        _watch.Quiet();

        Assert.Null(_watch.Board.Current.Find(gone.Id));
        Assert.Equal(3, _watch.Board.Current.Totals.Total);
        Assert.NotEqual(gone.Slot, _watch[2].Device.Slot);
    }

    [Fact]
    public void Restore_DownAndStillSilent_KeepsDownSince()
    {
        Steps(_watch, 6, 0, 1);
        var since = _watch[2].DownSince;
        var stored = _watch.Stored();
        _watch.Time.Advance(TimeSpan.FromHours(9));
        var again = _watch.Restart();
        again.Board.Restore(stored);

        Steps(again, 20, 0, 1);

        Assert.Equal((DeviceStatus.Down, since), (again[2].Status, again[2].DownSince));
        Assert.True(again[2].Version > stored.States[2].Version);
    }

    [Fact]
    public void Restore_LateAfterTheFirstLosses_KeepsDownSinceToo()
    {
        Steps(_watch, 6, 0, 1);
        var since = _watch[2].DownSince;
        var stored = _watch.Stored();
        var again = _watch.Restart();
        Steps(again, 8, 0, 1);
        Assert.NotEqual(since, again[2].DownSince);

        again.Board.Restore(stored);
        again.Step(0, 1);

        Assert.Equal((DeviceStatus.Down, since), (again[2].Status, again[2].DownSince));
    }

    [Fact]
    public void Restore_DownButAnsweredSince_StaysUp()
    {
        Steps(_watch, 6, 0, 1);
        var stored = _watch.Stored();
        var again = _watch.Restart();
        again.Step(0, 1, 2);

        again.Board.Restore(stored);
        again.Quiet();

        Assert.Equal(DeviceStatus.Up, again[2].Status);
        Assert.Null(again[2].DownSince);
    }

    [Fact]
    public void Restore_UpAndLastRoundFresh_IsBelievedStill()
    {
        _watch.Step(0, 1, 2);
        _watch.Close(0, 1, 2);
        var stored = _watch.Stored();
        var again = _watch.Restart();
        again.Board.Restore(stored);

        var verdict = again.Quiet();

        Assert.Equal(3, again.Board.Current.Totals.Up);
        Assert.Equal(stored.LastRound, again.Board.Current.LastRound);
        Assert.Empty(verdict.Transitions);
    }

    [Fact]
    public void Restore_UpButLastRoundLongAgo_IsUnknownUntilItAnswers()
    {
        _watch.Step(0, 1, 2);
        _watch.Close(0, 1, 2);
        var stored = _watch.Stored();
        _watch.Time.Advance(TimeSpan.FromSeconds(31));
        var again = _watch.Restart();
        again.Board.Restore(stored);

        again.Quiet();
        Assert.Equal(3, again.Board.Current.Totals.Unknown);

        again.Step(0, 1, 2);
        Assert.Equal(3, again.Board.Current.Totals.Up);
    }

    [Fact]
    public void Restore_BeforeTheDevicesAreKnown_WaitsForThem()
    {
        Steps(_watch, 6, 0, 1);
        var stored = _watch.Stored();
        var again = new Watch(new DeviceCatalog(), _watch.Time);
        again.Board.Restore(stored);
        again.Quiet();

        again.Catalog.Swap(_watch.Catalog.Current.Devices);
        again.Quiet();

        Assert.Equal((DeviceStatus.Down, _watch[2].DownSince), (again[2].Status, again[2].DownSince));
    }

    [Fact]
    public void Restore_RowOfADeviceThatIsGone_IsNoMatter()
    {
        _watch.Board.Restore(new StoredBoard([new StoredState(Guid.NewGuid(), DeviceStatus.Down, DeviceFlags.None, _watch.Time.GetUtcNow(), _watch.Time.GetUtcNow(), null, 5)], null));

        _watch.Step(0, 1, 2);

        Assert.Equal(3, _watch.Board.Current.Totals.Up);
    }

    private static void Steps(Watch watch, int count, params int[] answering)
    {
        for (var i = 0; i < count; i++)
        {
            watch.Step(answering);
        }
    }

    private void Change(Func<WatchedDevice, WatchedDevice> change) => _watch.Catalog.Swap(_watch.Catalog.Current.Devices.Select(change).ToList());
}
