using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;
using WardOps.Core.Storage;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Maintenance;

/// <summary>What the stored maintenance windows promise, on either database.</summary>
public abstract class MaintenanceStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = Works.At("2026-07-01T12:00:00.1234567Z");

    private StoreFixture _store = null!;

    protected FakeTimeProvider Time { get; } = new(s_now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MaintenanceEditor Editor => _store.Get<MaintenanceEditor>();

    private MaintenanceSet Set => _store.Get<MaintenanceWindows>().Current;

    public async ValueTask InitializeAsync()
    {
        _store = await CreateAsync();
        Assert.False(Set.IsKnown);
        await _store.OpenAsync(Cancellation);
        Assert.True(Set.IsKnown);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    protected abstract Task<StoreFixture> CreateAsync();

    [Fact]
    public async Task Add_EveryKindOfPlanAndScope_IsTheSameAfterARestart()
    {
        RecurringPlan nightly = Works.Nightly("Europe/Berlin", "22:30", 7.5);
        WindowPlan[] plans =
        [
            Works.Once("2026-07-02T10:00:00.5+04:00", "2026-07-02T12:00:00+04:00"),
            nightly,
            nightly with { Days = Recurrence.Weekly(WeekDays.Monday | WeekDays.Sunday), LastDay = new DateOnly(2030, 1, 31) },
            nightly with { Days = Recurrence.MonthlyDay(31) },
            nightly with { Days = Recurrence.MonthlyWeekday(Recurrence.Last, WeekDays.Friday), Zone = "Australia/Lord_Howe" },
        ];
        foreach (var plan in plans)
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));   // they are in order of their making
            var edit = await Editor.AddAsync(new MaintenanceDraft(" \"ღამე\" <b>\\ ", "a\nb", DeviceScope.Of(ScopeKind.Region, "იმერეთი", "o'Hara"), plan), "nino", Cancellation);
            Assert.Empty(edit.Faults);
            Assert.Equal(edit.Window, Set.Find(edit.Window!.Id));
        }

        var before = Set.Windows;
        Assert.Equal(plans.OfType<RecurringPlan>(), before.Select(w => w.Plan).OfType<RecurringPlan>());
        Assert.Equal("\"ღამე\" <b>\\", before[0].Name);
        await using var again = _store.Again();
        await again.OpenAsync(Cancellation);
        Assert.Equal(before, again.Get<MaintenanceWindows>().Current.Windows);
        Assert.Equal(Set.Mark, again.Get<MaintenanceWindows>().Current.Mark);
    }

    [Fact]
    public async Task Add_WhatCannotBe_IsRefusedInWordsAndNotStored()
    {
        var edit = await Editor.AddAsync(new MaintenanceDraft(" ", new string('x', 501), DeviceScope.Of(ScopeKind.Device, Guid.NewGuid().ToString()), Works.Once("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")), "nino", Cancellation);

        Assert.Equal(MaintenanceOutcome.Refused, edit.Outcome);
        Assert.Equal(4, edit.Faults.Count);
        Assert.Contains(edit.Faults, f => f.Contains("over already", StringComparison.Ordinal));
        Assert.Empty(Set.Windows);
        foreach (var scope in (DeviceScope[])[DeviceScope.Of(ScopeKind.Tag), DeviceScope.Of(ScopeKind.Branch, "x"), DeviceScope.Of((ScopeKind)9, "x"), new DeviceScope(ScopeKind.Type, default)])
        {
            Assert.Single((await Editor.AddAsync(Works.Draft(Works.Nightly("UTC", "22:00", 1), scope), "nino", Cancellation)).Faults);
        }
    }

    [Fact]
    public async Task Update_BeforeItBegins_ChangesItWhereItStands()
    {
        var made = await AddAsync(Works.Once("2026-07-02T00:00:00Z", "2026-07-03T00:00:00Z"));

        var edit = await Editor.UpdateAsync(made.Id, made.Version, Works.Draft(Works.Once("2026-07-05T00:00:00Z", "2026-07-06T00:00:00Z")), "gia", Cancellation);

        Assert.Equal((made.Id, 2, "nino"), (edit.Window!.Id, edit.Window.Version, edit.Window.CreatedBy));
        Assert.Equal([edit.Window], Set.Windows);
    }

    [Fact]
    public async Task Update_AfterItHasBegun_EndsItAndKeepsWhatWas()
    {
        var made = await AddAsync(Works.Nightly("UTC", "22:00", 8));
        Time.Advance(TimeSpan.FromHours(12));   // 00:00, in the first night

        var edit = await Editor.UpdateAsync(made.Id, null, Works.Draft(Works.Nightly("UTC", "03:00", 1)), "gia", Cancellation);

        Assert.NotEqual(made.Id, edit.Window!.Id);
        Assert.Equal(2, Set.Windows.Length);
        var old = Set.Find(made.Id)!;
        Assert.Equal("gia", old.EndedBy);
        Assert.Equal([new Occurrence(Works.At("2026-07-01T22:00:00Z"), old.EndedAt!.Value)], old.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
        Assert.Equal(Works.At("2026-07-02T03:00:00Z"), edit.Window.NextChange(Time.GetUtcNow()));
        Assert.Equal(MaintenanceOutcome.Conflict, (await Editor.UpdateAsync(made.Id, null, Works.Draft(made.Plan), "gia", Cancellation)).Outcome);
    }

    [Fact]
    public async Task Update_OfNameOnly_AfterItHasBegun_ChangesItWhereItStands()
    {
        var made = await AddAsync(Works.Nightly("UTC", "22:00", 8));
        Time.Advance(TimeSpan.FromHours(12));

        var edit = await Editor.UpdateAsync(made.Id, 1, Works.Draft(made.Plan) with { Name = "Other" }, "gia", Cancellation);

        Assert.Equal((made.Id, "Other", made.InForceFrom), (edit.Window!.Id, edit.Window.Name, edit.Window.InForceFrom));
    }

    [Fact]
    public async Task Update_OfAnOlderVersion_IsAConflict()
    {
        var made = await AddAsync(Works.Nightly("UTC", "22:00", 8));
        await Editor.UpdateAsync(made.Id, 1, Works.Draft(made.Plan) with { Name = "Other" }, "gia", Cancellation);

        var late = await Editor.UpdateAsync(made.Id, 1, Works.Draft(made.Plan) with { Name = "Late" }, "gia", Cancellation);

        Assert.Equal(MaintenanceOutcome.Conflict, late.Outcome);
        Assert.Equal("Other", Set.Windows.Single().Name);
    }

    [Fact]
    public async Task Update_ByTwoProcesses_OneIsAConflictAndNeitherIsLost()
    {
        var made = await AddAsync(Works.Nightly("UTC", "22:00", 8));
        await using var again = _store.Again();
        await again.OpenAsync(Cancellation);

        var edits = await Task.WhenAll(new[] { _store, again }.Select((s, i) => Task.Run(() => s.Get<MaintenanceEditor>().UpdateAsync(made.Id, 1, Works.Draft(made.Plan) with { Name = $"by {i}" }, "gia", Cancellation))));

        var done = Assert.Single(edits, e => e.IsDone);
        Assert.Single(edits, e => e.Outcome == MaintenanceOutcome.Conflict);
        await _store.Get<MaintenanceLoader>().LoadAsync(Cancellation);
        Assert.Equal(done.Window!.Name, Set.Windows.Single().Name);
    }

    [Fact]
    public async Task Remove_BeforeItBegins_LeavesNothing_AfterItEnds()
    {
        var future = await AddAsync(Works.Once("2026-07-02T00:00:00Z", "2026-07-03T00:00:00Z"));
        var begun = await AddAsync(Works.Once("2026-07-01T00:00:00Z", "2026-07-03T00:00:00Z"));
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null((await Editor.RemoveAsync(future.Id, "gia", Cancellation)).Window);
        Assert.Equal("gia", (await Editor.RemoveAsync(begun.Id, "gia", Cancellation)).Window!.EndedBy);

        var kept = Assert.Single(Set.Windows);
        var was = Assert.Single(kept.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
        Assert.Equal((kept.InForceFrom, kept.EndedAt), (was.From, was.To));   // not from 00:00 on: nobody knew of it then
        Assert.False(kept.IsActive(Time.GetUtcNow()));
        Assert.Equal(MaintenanceOutcome.Gone, (await Editor.RemoveAsync(future.Id, "gia", Cancellation)).Outcome);
        Assert.Equal(MaintenanceOutcome.Conflict, (await Editor.RemoveAsync(begun.Id, "gia", Cancellation)).Outcome);
    }

    [Fact]
    public async Task EndNow_OfOneThatComesAgain_EndsThisTimeOnly()
    {
        var made = await AddAsync(Works.Nightly("UTC", "11:00", 8));

        var edit = await Editor.EndNowAsync(made.Id, "gia", Cancellation);

        Assert.DoesNotContain(Set.Windows, w => w.IsActive(Time.GetUtcNow()));
        Assert.Equal(Works.At("2026-07-02T11:00:00Z"), edit.Window!.NextChange(Time.GetUtcNow()));
        Assert.Equal(MaintenanceOutcome.Conflict, (await Editor.EndNowAsync(edit.Window.Id, "gia", Cancellation)).Outcome);
    }

    [Fact]
    public async Task Extend_KeepsABeginningAndMovesAnEnd()
    {
        var once = await AddAsync(Works.Once("2026-07-01T11:00:00Z", "2026-07-01T13:00:00Z"));
        var nightly = await AddAsync(Works.Nightly("UTC", "11:00", 2));

        Assert.Equal(once.Id, (await Editor.ExtendAsync(once.Id, Works.At("2026-07-01T15:00:00Z"), "gia", Cancellation)).Window!.Id);
        var longer = (await Editor.ExtendAsync(nightly.Id, Works.At("2026-07-01T14:00:00Z"), "gia", Cancellation)).Window!;

        Assert.Equal(Works.At("2026-07-01T15:00:00Z"), Set.Find(once.Id)!.NextChange(Time.GetUtcNow()));
        Assert.Equal(Works.Once("2026-07-01T13:00:00Z", "2026-07-01T14:00:00Z"), longer.Plan);
        Assert.Single((await Editor.ExtendAsync(once.Id, Works.At("2026-07-01T14:00:00Z"), "gia", Cancellation)).Faults);
        Assert.Single((await Editor.ExtendAsync(once.Id, Works.At("2036-07-01T14:00:00Z"), "gia", Cancellation)).Faults);
    }

    [Fact]
    public async Task Mute_Twice_IsOneWindowThatLastsLonger()
    {
        var id = (await _store.Get<DeviceEditor>().AddAsync(new DeviceDraft("d", "127.64.0.1", "B", "R", "ATM"), Cancellation)).Id!.Value;
        var scope = DeviceScope.Of(ScopeKind.Device, id.ToString());
        var device = _store.Get<DeviceCatalog>().Current.Find(id)!;

        var first = await Editor.MuteAsync("Mute of d", "", scope, Time.GetUtcNow().AddHours(2), "nino", Cancellation);
        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(Works.At("2026-07-01T14:00:00.123Z"), Set.Until(device, Time.GetUtcNow()));

        var shorter = await Editor.MuteAsync("Mute of d", "", scope, Time.GetUtcNow().AddHours(0.5), "gia", Cancellation);
        var longer = await Editor.MuteAsync("Mute of d", "", scope, Time.GetUtcNow().AddHours(8), "gia", Cancellation);

        Assert.True(shorter.IsDone);
        Assert.Equal(first.Window!.Id, longer.Window!.Id);
        Assert.Single(Set.Windows);
        Assert.Equal(Works.At("2026-07-01T20:10:00.123Z"), Set.Until(device, Time.GetUtcNow()));
        Assert.False((await Editor.MuteAsync("x", "", scope, Time.GetUtcNow().AddDays(1000), "gia", Cancellation)).IsDone);
    }

    [Theory]
    [InlineData("plan", "{\"kind\":\"weekly\"}")]
    [InlineData("plan", "[[[")]
    [InlineData("plan", "null")]
    [InlineData("scope_values", "{}")]
    public async Task Load_OneRowThatCannotBeRead_TheOthersTakePlace(string column, string garbage)
    {
        var bad = await AddAsync(Works.Nightly("UTC", "22:00", 8));
        await using (var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation))
        {
#pragma warning disable EF1002   // a column of our own
            await db.Database.ExecuteSqlRawAsync($"UPDATE maintenance_windows SET {column} = {{0}}", [garbage], Cancellation);
#pragma warning restore EF1002
        }

        var good = await AddAsync(Works.Nightly("UTC", "23:00", 8));

        Assert.Equal([good], Set.Windows);
        Assert.Equal(MaintenanceOutcome.Conflict, (await Editor.RemoveAsync(bad.Id, "gia", Cancellation)).Outcome);
    }

    private async Task<MaintenanceWindow> AddAsync(WindowPlan plan)
    {
        var edit = await Editor.AddAsync(Works.Draft(plan), "nino", Cancellation);
        Assert.Empty(edit.Faults);
        return edit.Window!;
    }
}
