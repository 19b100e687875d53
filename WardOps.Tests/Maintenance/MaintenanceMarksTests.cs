using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;
using WardOps.Core.Status;
using WardOps.Tests.Live;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Maintenance;

public sealed class MaintenanceMarksTests
{
    private static readonly DateTimeOffset s_night = Works.At("2026-07-01T22:00:00Z");

    private readonly DeviceCatalog _catalog = new();

    [Theory]
    [InlineData(ScopeKind.All, "", "0 1 2")]
    [InlineData(ScopeKind.Type, "atm", "1")]
    [InlineData(ScopeKind.Region, "GURIA|nowhere", "2")]
    [InlineData(ScopeKind.Tag, "ISP", "0 2")]
    [InlineData(ScopeKind.Device, "1", "1")]
    [InlineData(ScopeKind.Branch, "B", "0 1")]
    public void Scope_ByEachKind_MarksItsDevices(ScopeKind kind, string values, string expected)
    {
        Devices();
        var names = kind switch
        {
            ScopeKind.Device => [Device(1).Id.ToString().ToUpperInvariant(), "garbage"],
            ScopeKind.Branch => [Fleet.BranchId("B").ToString()],
            _ => values.Split('|'),
        };
        var scope = DeviceScope.Of(kind, names);

        Assert.Equal(expected, Marked(new MaintenanceMarks(Works.Holding(Works.Of(Works.Nightly("UTC", "22:00", 1), scope))), s_night));
        Assert.Equal(_catalog.Current.Devices.Where(scope.Matches), scope.In(_catalog.Current).OrderBy(d => d.Slot));
    }

    [Fact]
    public void Marks_FollowTheHourTheWindowsTheDevicesAndAClockThatIsSetBack()
    {
        Devices();
        var windows = Works.Holding(Works.Of(Works.Nightly("UTC", "22:00", 1), DeviceScope.Of(ScopeKind.Tag, "isp")));
        var marks = new MaintenanceMarks(windows);

        Assert.Equal("", Marked(marks, s_night.AddTicks(-1)));
        Assert.Equal("0 2", Marked(marks, s_night));
        Assert.Equal("", Marked(marks, s_night.AddHours(1)));
        Assert.Equal("0 2", Marked(marks, s_night.AddHours(0.5)));   // the clock was set back
        Assert.Equal("", Marked(marks, s_night.AddHours(-1)));
        Assert.Equal("0 2", Marked(marks, s_night));

        _catalog.Update(was => was.Devices.Select(d => d with { Tags = d.Slot == 1 ? DeviceTags.Of("isp") : DeviceTags.None }));
        Assert.Equal("1", Marked(marks, s_night));

        windows.Swap(MaintenanceSet.Of([]));
        Assert.Equal("", Marked(marks, s_night));
    }

    [Fact]
    public void Marks_OfAQuietTick_AllocateNothing()
    {
        _catalog.Swap(Fleet.Devices(10_000));
        var marks = new MaintenanceMarks(Works.Holding([.. Enumerable.Range(0, 200).Select(i => Works.Of(Works.Nightly("Europe/Berlin", $"{i % 24:00}:00", 3), DeviceScope.Of(ScopeKind.Type, "Router")))]));
        marks.Follow(_catalog.Current, s_night);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            marks.Follow(_catalog.Current, s_night.AddSeconds(i));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Board_ThatTakesUpWhatWasStored_KeepsTheFlagOnlyWithinTheWindow()
    {
        foreach (var isIn in (bool[])[true, false])
        {
            var script = new BoardScript();
            var from = script.Time.GetUtcNow().AddHours(isIn ? -1 : 1);
            script.Windows.Swap(MaintenanceSet.Of([Works.Of(new OneOffPlan(from, from.AddHours(2)), null, "1970-01-01T00:00:00Z")]));
            script.Board.Restore(new StoredBoard([new StoredState(BoardScript.Id(1), DeviceStatus.Down, DeviceFlags.Maintenance, from, from, null, 41)], null));

            script.Quiet();

            var state = script.Board.Current.Find(BoardScript.Id(1))!;
            Assert.Equal((DeviceStatus.Down, isIn ? DeviceFlags.Maintenance : DeviceFlags.None), (state.Status, state.Flags));
            Assert.True(state.Version >= 42);
        }
    }

    private string Marked(MaintenanceMarks marks, DateTimeOffset now)
    {
        marks.Follow(_catalog.Current, now);
        return string.Join(' ', _catalog.Current.Devices.Where(d => marks[d.Slot]).Select(d => d.Slot));
    }

    private static WatchedDevice Device(int number) => Fleet.Device(number, Fleet.Address(number));

    private void Devices() => _catalog.Swap(
    [
        Device(0) with { BranchId = Fleet.BranchId("B"), Tags = DeviceTags.Of("isp") },
        Device(1) with { BranchId = Fleet.BranchId("B"), DeviceType = "ATM" },
        Device(2) with { Region = "Guria", Tags = DeviceTags.Of("isp", "x") },
    ]);
}
