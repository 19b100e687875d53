using WardOps.Core.Devices;
using WardOps.Core.Status;

namespace WardOps.Tests.Status.Parents;

/// <summary>Flapping and what survives a restart, with a board over a few devices on a clock of its own.</summary>
public sealed class FlappingTests
{
    private readonly Watch _watch = new(3);

    [Fact]
    public void Flapping_ThatEndsUp_IsAFlagFromTheThirdChangeOnAndEndsInPeace()
    {
        Flap();
        Assert.Equal((DeviceStatus.Down, DeviceFlags.Flapping), (_watch[2].Status, _watch[2].Flags));
        Assert.Equal(DeviceFlags.None, _watch[1].Flags);
        var version = _watch[2].Version;

        Steps(20, 0, 1, 2);
        Assert.Equal((DeviceStatus.Up, DeviceFlags.Flapping), (_watch[2].Status, _watch[2].Flags));
        Steps(130, 0, 1, 2);

        Assert.Equal((DeviceStatus.Up, DeviceFlags.None), (_watch[2].Status, _watch[2].Flags));
        Assert.True(_watch[2].Version > version + 1);   // the end of it is stored too
    }

    [Fact]
    public void Flapping_ThatEndsDown_LeavesADownWithItsTrueBeginning()
    {
        Flap();
        var since = _watch[2].DownSince;

        Steps(150, 0, 1);

        Assert.Equal((DeviceStatus.Down, DeviceFlags.None, since), (_watch[2].Status, _watch[2].Flags, _watch[2].DownSince));
    }

    [Fact]
    public void Flapping_OverARestart_GoesOnForAWindow()
    {
        Flap();
        var again = Restart();
        again.Step(0, 1);
        Assert.Equal((DeviceStatus.Down, DeviceFlags.Flapping), (again[2].Status, again[2].Flags));

        for (var i = 0; i < 150; i++)
        {
            again.Step(0, 1);
        }

        Assert.Equal((DeviceStatus.Down, DeviceFlags.None), (again[2].Status, again[2].Flags));
    }

    [Fact]
    public void Flapping_OfARouter_IsNotThatOfItsChildren()
    {
        Behind(0);
        Steps(1, 0, 1, 2);
        for (var i = 0; i < 3; i++)
        {
            Steps(8);
            Steps(2, 0, 1, 2);
        }

        Assert.Equal((DeviceFlags.Flapping, DeviceFlags.None), (_watch[0].Flags, _watch[2].Flags));
    }

    [Fact]
    public void Device_DisabledWhileFlapping_IsDisabledAndNothingElse()
    {
        Flap();
        _watch.Catalog.Swap(_watch.Catalog.Current.Devices.Select(d => d.Slot == 2 ? d with { Enabled = false } : d));
        _watch.Step(0, 1);

        Assert.Equal((DeviceStatus.Unknown, DeviceFlags.Disabled), (_watch[2].Status, _watch[2].Flags));
    }

    [Fact]
    public void Restart_WhileUnreachable_KeepsStatusAndBeginning()
    {
        Behind(0);
        Steps(1, 0, 1, 2);
        Steps(8);
        Assert.Equal((DeviceStatus.Down, DeviceStatus.Unreachable), (_watch[0].Status, _watch[1].Status));
        var since = _watch[1].DownSince;

        var again = Restart();
        Assert.DoesNotContain(again.Step().Transitions, t => t.To == DeviceStatus.Down);
        Assert.Equal((DeviceStatus.Down, DeviceStatus.Unreachable, since), (again[0].Status, again[1].Status, again[1].DownSince));

        again.Step(0);       // the router is back
        again.Step(0, 2);
        Assert.Equal((DeviceStatus.Unreachable, DeviceStatus.Up), (again[1].Status, again[2].Status));
        for (var i = 0; i < 6; i++)
        {
            again.Step(0, 2);
        }

        Assert.Equal((DeviceStatus.Down, since), (again[1].Status, again[1].DownSince));
    }

    [Fact]
    public void Restart_WhereTheRouterAnsweredBeforeTheStoreOpened_KeepsTheGate()
    {
        Behind(0);
        Steps(1, 0, 1, 2);
        Steps(8);
        var stored = Stored();

        var again = _watch.Restart();
        again.Step(0, 2);
        again.Board.Restore(stored);
        again.Step(0, 2);

        Assert.Equal((DeviceStatus.Up, DeviceStatus.Unreachable, DeviceStatus.Up), (again[0].Status, again[1].Status, again[2].Status));
    }

    private void Flap()
    {
        Steps(1, 0, 1, 2);
        Steps(6, 0, 1);
        Steps(1, 0, 1, 2);
        Assert.Equal(DeviceFlags.None, _watch[2].Flags);
        Steps(6, 0, 1);
    }

    /// <summary>All others are reached through this device.</summary>
    private void Behind(int parent)
    {
        var devices = _watch.Catalog.Current.Devices;
        _watch.Catalog.Swap(devices.Select(d => d with { Parents = d == devices[parent] ? ParentIds.None : ParentIds.Of(devices[parent].Id) }));
    }

    private Watch Restart()
    {
        var again = _watch.Restart();
        again.Board.Restore(Stored());
        return again;
    }

    /// <summary>What the store gets, and gives back.</summary>
    private StoredBoard Stored()
    {
        var pending = new PendingStates();
        pending.Take(_watch.Board.Current);
        return new StoredBoard(pending.Drain().States, _watch.Board.Current.LastRound);
    }

    private void Steps(int count, params int[] answering)
    {
        for (var i = 0; i < count; i++)
        {
            _watch.Step(answering);
        }
    }
}
