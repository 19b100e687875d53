using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WardOps.Core.Devices;
using WardOps.Core.Storage;

namespace WardOps.Tests.Storage;

/// <summary>What the device store promises, on either database.</summary>
public abstract class DeviceStoreTests : IAsyncLifetime
{
    private StoreFixture _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DeviceEditor Editor => _store.Get<DeviceEditor>();

    private Catalog Catalog => _store.Get<DeviceCatalog>().Current;

    public async ValueTask InitializeAsync() => _store = await CreateAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    protected abstract Task<StoreFixture> CreateAsync(params (string Key, string Value)[] settings);

    [Fact]
    public async Task Open_EmptyDatabase_MigratesAndTheModelFitsTheMigrations()
    {
        await _store.OpenAsync(Cancellation);
        await _store.OpenAsync(Cancellation);   // a second start finds nothing to do

        await using var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancellation));
        Assert.Empty(Catalog.Devices);
    }

    [Fact]
    public async Task Migrations_DownAndUpAgain_KeepTheDevices()
    {
        await _store.OpenAsync(Cancellation);
        var one = await IdAsync(new DeviceDraft("One", "127.64.0.5", "B", "R", "Router"));
        var two = await IdAsync(new DeviceDraft("Two", "127.64.0.6", "B", "R", "Switch", ParentIds.Of(one)));
        await using var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);
        var first = db.Database.GetMigrations().First();

        await db.GetService<IMigrator>().MigrateAsync(first, Cancellation);
        await db.Database.MigrateAsync(Cancellation);
        await _store.Get<CatalogLoader>().LoadAsync(Cancellation);

        Assert.Equal(["127.64.0.5", "127.64.0.6"], Catalog.Devices.Select(d => d.Ip).Order());
        Assert.Equal(ParentIds.Of(one), Catalog.Find(two)!.Parents);
        Assert.Null(Catalog.Find(one)!.Parents);
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT CAST(count(*) AS int) AS \"Value\" FROM device_status").SingleAsync(Cancellation));
    }

    [Fact]
    public async Task Edit_WithIpv6NameAndSettings_IsInTheCatalogAsTyped()
    {
        await _store.OpenAsync(Cancellation);
        var own = new ProbeOverrides { Interval = TimeSpan.FromSeconds(30), Echoes = 3, Timeout = TimeSpan.FromMilliseconds(1500), DownAfter = 4, UpAfter = 2 };

        var six = await Editor.AddAsync(new DeviceDraft("Six", "2001:DB8::0007", "B", "R", "Router") { Probe = own }, Cancellation);
        var named = await Editor.AddAsync(new DeviceDraft("Named", "Router-1.Bank.Example", "B", "R", "Router"), Cancellation);
        var refused = await Editor.AddAsync(new DeviceDraft("Again", "2001:db8:0::7", "B", "R", "Router"), Cancellation);

        var device = Catalog.Find(six.Id!.Value)!;
        Assert.Equal((IPAddress.Parse("2001:db8::7"), "2001:db8::7", own), (device.Address, device.Ip, device.Probe));
        Assert.Equal(("router-1.bank.example", (IPAddress?)null), (Catalog.Find(named.Id!.Value)!.HostName, Catalog.Find(named.Id!.Value)!.Address));
        Assert.Contains("address of Six already", Assert.Single(refused.Faults), StringComparison.Ordinal);

        await Editor.UpdateAsync(six.Id.Value, new DeviceDraft("Six", "2001:db8::7", "B", "R", "Router"), Cancellation);
        Assert.Null(Catalog.Find(six.Id.Value)!.Probe);
    }

    [Fact]
    public async Task Tags_AreInTheCatalogAsWordsAndWhatCannotBeReadIsNone()
    {
        await _store.OpenAsync(Cancellation);
        var id = await IdAsync(Draft("a", "127.64.0.1") with { Tags = [" ISP", "isp", "საბანკო \"1\"", ""] });
        Assert.Equal(["isp", "საბანკო \"1\""], Catalog.Find(id)!.Tags.Words);

        var refused = await Editor.UpdateAsync(id, Draft("a", "127.64.0.1") with { Tags = [.. Enumerable.Range(0, 21).Select(i => $"t{i}"), new string('x', 41), "a,b"] }, Cancellation);
        Assert.Equal(3, refused.Faults.Count);

        await using var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);
        await db.Database.ExecuteSqlRawAsync("UPDATE devices SET tags = '[1,'", Cancellation);
        await _store.Get<CatalogLoader>().LoadAsync(Cancellation);
        Assert.True(Catalog.Find(id)!.Tags.IsEmpty);

        await db.Database.ExecuteSqlRawAsync("UPDATE devices SET tags = '[\"Isp\", null, \"core\"]'", Cancellation);
        await _store.Get<CatalogLoader>().LoadAsync(Cancellation);
        Assert.Equal(["core", "isp"], Catalog.Find(id)!.Tags.Words);
    }

    [Fact]
    public async Task Open_FourAtOnce_AllSucceed()
    {
        var others = new[] { _store.Again(), _store.Again(), _store.Again() };

        await Task.WhenAll(others.Append(_store).Select(s => Task.Run(() => s.OpenAsync(Cancellation))));

        Assert.All(others, o => Assert.Empty(o.Get<DeviceCatalog>().Current.Devices));
    }

    [Fact]
    public async Task Open_Demo_LoadsTheFleetOnceAndNeverOverDevices()
    {
        await using var demo = await CreateAsync(("Demo:Enabled", "true"));
        await demo.OpenAsync(Cancellation);
        await demo.OpenAsync(Cancellation);
        Assert.Equal(877, demo.Get<DeviceCatalog>().Current.Probed.Length);
        Assert.Equal(128, demo.Get<DeviceCatalog>().Current.Devices.Count(d => d.Tags.Contains("isp")));
    }

    [Fact]
    public async Task Add_GeorgianNames_IsInTheCatalogAtOnce()
    {
        await _store.OpenAsync(Cancellation);

        var edit = await Editor.AddAsync(new DeviceDraft("ბათუმი \"1\" \\ router", "127.64.0.5", "ბათუმი", "აჭარა", "Router"), Cancellation);

        var device = Assert.Single(Catalog.Devices);
        Assert.Equal((edit.Id, "ბათუმი \"1\" \\ router", "ბათუმი", "აჭარა"), (device.Id, device.Name, device.Branch, device.Region));
        Assert.Equal(IPAddress.Parse("127.64.0.5"), device.Address);
    }

    [Fact]
    public async Task Update_DisableReaddressMove_KeepsIdAndSlot()
    {
        await _store.OpenAsync(Cancellation);
        var id = (await Editor.AddAsync(Draft("a", "127.64.0.1"), Cancellation)).Id!.Value;
        await Editor.AddAsync(Draft("b", "127.64.0.2"), Cancellation);
        var slot = Catalog.Find(id)!.Slot;

        await Editor.UpdateAsync(id, Draft("a2", "127.64.0.9") with { Enabled = false, Branch = "Poti", Region = "Samegrelo" }, Cancellation);

        var device = Catalog.Find(id)!;
        Assert.Equal((slot, "a2", "Poti", "Samegrelo", false), (device.Slot, device.Name, device.Branch, device.Region, device.Enabled));
        Assert.Equal(IPAddress.Parse("127.64.0.9"), device.Address);
        Assert.Single(Catalog.Probed);
    }

    [Fact]
    public async Task Update_NothingChanged_DoesNotConflictWithItself()
    {
        await _store.OpenAsync(Cancellation);
        var id = (await Editor.AddAsync(Draft("a", "127.64.0.1"), Cancellation)).Id!.Value;

        Assert.True((await Editor.UpdateAsync(id, Draft("a", "127.64.0.1"), Cancellation)).IsDone);
    }

    [Fact]
    public async Task Add_AddressInUse_IsRefusedUnlessOneOfThemIsDisabled()
    {
        await _store.OpenAsync(Cancellation);
        await Editor.AddAsync(Draft("a", "127.64.0.1"), Cancellation);

        var refused = await Editor.AddAsync(Draft("b", "127.64.0.1"), Cancellation);
        var spare = await Editor.AddAsync(Draft("c", "127.64.0.1") with { Enabled = false }, Cancellation);

        Assert.Contains("127.64.0.1 is the address of a already.", refused.Faults);
        Assert.True(spare.IsDone);
    }

    [Fact]
    public async Task Add_EverythingWrong_NamesAllFaultsAtOnce()
    {
        await _store.OpenAsync(Cancellation);

        var refused = await Editor.AddAsync(new DeviceDraft(" ", "10.1", "", new string('x', 101), "", ParentIds.Of(Guid.NewGuid())), Cancellation);

        Assert.Equal(6, refused.Faults.Count);
        Assert.Empty(Catalog.Devices);
    }

    [Fact]
    public async Task Update_ParentsWouldFormACircle_IsRefused()
    {
        await _store.OpenAsync(Cancellation);
        var router = (await Editor.AddAsync(Draft("router", "127.64.0.1"), Cancellation)).Id!.Value;
        var sw = (await Editor.AddAsync(Draft("switch", "127.64.0.2") with { Parents = ParentIds.Of(router) }, Cancellation)).Id!.Value;

        var refused = await Editor.UpdateAsync(router, Draft("router", "127.64.0.1") with { Parents = ParentIds.Of(sw) }, Cancellation);

        Assert.Equal("The parents would form a circle: router through switch, switch through router.", Assert.Single(refused.Faults).Replace("switch through router, router through switch", "router through switch, switch through router", StringComparison.Ordinal));
        Assert.Contains("itself", Assert.Single((await Editor.UpdateAsync(sw, Draft("switch", "127.64.0.2") with { Parents = ParentIds.Of(sw) }, Cancellation)).Faults), StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Single((await Editor.UpdateAsync(sw, Draft("switch", "127.64.0.2") with { Parents = ParentIds.Of(Guid.NewGuid()) }, Cancellation)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parents_SeveralNoneOrTheGateway_AreInTheCatalogAsTheyWereNamed()
    {
        await _store.OpenAsync(Cancellation);
        var router = await IdAsync(Draft("router", "127.64.0.1"));
        var sw = await IdAsync(Draft("switch", "127.64.0.2") with { DeviceType = "Switch" });
        var atm = await IdAsync(Draft("atm", "127.64.0.3") with { DeviceType = "ATM", Parents = ParentIds.Of(router, sw) });
        Assert.Equal([router], Parents(sw));
        Assert.Equal(new[] { router, sw }.Order(), Parents(atm).Order());

        await Editor.UpdateAsync(atm, Draft("atm", "127.64.0.3") with { DeviceType = "ATM", Parents = ParentIds.Of(sw) }, Cancellation);
        Assert.Equal([sw], Parents(atm));
        await Editor.UpdateAsync(atm, Draft("atm", "127.64.0.3") with { DeviceType = "ATM", Parents = ParentIds.None }, Cancellation);
        Assert.Empty(Parents(atm));
        await Editor.UpdateAsync(atm, Draft("atm", "127.64.0.3") with { DeviceType = "ATM" }, Cancellation);
        Assert.Equal([router], Parents(atm));
        await Editor.UpdateAsync(atm, Draft("atm", "127.64.0.3") with { DeviceType = "ATM", Branch = "Poti" }, Cancellation);
        Assert.Empty(Parents(atm));
    }

    /// <summary>Two routers in a branch: none is its gateway. When one goes the other is, and here it stands behind a device that is reached through the gateway.</summary>
    [Fact]
    public async Task Remove_ThatMakesAGatewayCloseACircle_IsRefused()
    {
        await _store.OpenAsync(Cancellation);
        var first = await IdAsync(Draft("first", "127.64.0.1"));
        await IdAsync(Draft("second", "127.64.0.2"));
        var sw = await IdAsync(Draft("switch", "127.64.0.3") with { DeviceType = "Switch" });
        var second = Catalog.Devices.Single(d => d.Name == "second").Id;
        Assert.True((await Editor.UpdateAsync(second, Draft("second", "127.64.0.2") with { Parents = ParentIds.Of(sw) }, Cancellation)).IsDone);

        Assert.Contains("circle", Assert.Single((await Editor.RemoveAsync(first, Cancellation)).Faults), StringComparison.Ordinal);
        Assert.Equal(3, Catalog.Devices.Length);
    }

    [Fact]
    public async Task Remove_AParent_LeavesItsChildrenWithoutOne()
    {
        await _store.OpenAsync(Cancellation);
        var router = (await Editor.AddAsync(Draft("router", "127.64.0.1"), Cancellation)).Id!.Value;
        var sw = (await Editor.AddAsync(Draft("switch", "127.64.0.2") with { Parents = ParentIds.Of(router) }, Cancellation)).Id!.Value;

        Assert.True((await Editor.RemoveAsync(router, Cancellation)).IsDone);

        Assert.Empty(Catalog.Parents.AllOf(Assert.Single(Catalog.Devices)));
        Assert.Equal(sw, Catalog.Devices[0].Id);
        Assert.False((await Editor.RemoveAsync(router, Cancellation)).IsDone);
    }

    [Fact]
    public async Task Load_RowWithUnusableAddress_IsLeftOutAndTheRestIsWatched()
    {
        await _store.OpenAsync(Cancellation);
        await Editor.AddAsync(Draft("good", "127.64.0.1"), Cancellation);
        await using (var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation))
        {
            var branch = await db.Set<Branch>().SingleAsync(Cancellation);
            db.Add(new Device { Name = "bad", Ip = "not an address", DeviceType = "ATM", BranchId = branch.Id });
            await db.SaveChangesAsync(Cancellation);
        }

        await _store.Get<CatalogLoader>().LoadAsync(Cancellation);

        Assert.Equal("good", Assert.Single(Catalog.Devices).Name);
    }

    private async Task<Guid> IdAsync(DeviceDraft draft) => (await Editor.AddAsync(draft, Cancellation)).Id!.Value;

    private IEnumerable<Guid> Parents(Guid id) => Catalog.Parents.AllOf(Catalog.Find(id)!).Select(p => p.Id);

    private static DeviceDraft Draft(string name, string ip) => new(name, ip, "Batumi", "Achara", "Router");
}
