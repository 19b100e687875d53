using Microsoft.EntityFrameworkCore;
using WardOps.Core.Storage;

namespace WardOps.Core.Devices;

/// <summary>Changes devices in the store and swaps the catalog after each change, so that it takes effect from the next round.</summary>
public sealed class DeviceEditor(IDbContextFactory<WardOpsDbContext> contexts, CatalogLoader loader, ProbePolicy policy) : IDisposable
{
    // One edit at a time: two that are right alone can be wrong together, such as two that close a circle of parents.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public void Dispose() => _gate.Dispose();

    public Task<DeviceEdit> AddAsync(DeviceDraft draft, CancellationToken cancellation) => ChangeAsync(
        async (db, devices) =>
        {
            var id = Guid.CreateVersion7();
            if (Faults(draft, id, devices) is { Count: > 0 } faults)
            {
                return DeviceEdit.Refused(faults);
            }

            var device = new Device { Id = id, Name = "", Ip = "", DeviceType = "" };
            await FillAsync(db, device, draft, cancellation).ConfigureAwait(false);
            db.Add(device);
            return DeviceEdit.Done(id);
        },
        cancellation);

    /// <summary>Renames, moves, re-addresses, enables, disables: the device becomes what the draft says.</summary>
    public Task<DeviceEdit> UpdateAsync(Guid id, DeviceDraft draft, CancellationToken cancellation) => ChangeAsync(
        async (db, devices) =>
        {
            if (devices.Find(d => d.Id == id) is not { } device)
            {
                return DeviceEdit.Refused("The device does not exist any more.");
            }

            if (Faults(draft, id, devices) is { Count: > 0 } faults)
            {
                return DeviceEdit.Refused(faults);
            }

            await FillAsync(db, device, draft, cancellation).ConfigureAwait(false);
            return DeviceEdit.Done(id);
        },
        cancellation);

    public Task<DeviceEdit> RemoveAsync(Guid id, CancellationToken cancellation) => ChangeAsync(
        (db, devices) =>
        {
            if (devices.Find(d => d.Id == id) is not { } device)
            {
                return Task.FromResult(DeviceEdit.Refused("The device does not exist any more."));
            }

            if (DeviceRules.WhyCircular([.. devices.Where(d => d != device)], id, devices) is { } circle)
            {
                return Task.FromResult(DeviceEdit.Refused(circle));   // another router becomes the gateway of the branch
            }

            db.Remove(device);
            return Task.FromResult(DeviceEdit.Done(id));
        },
        cancellation);

    /// <summary>What is wrong with the draft; where nothing is, what is wrong with its settings together with those of its type.</summary>
    private IReadOnlyList<string> Faults(DeviceDraft draft, Guid id, List<Device> devices)
        => DeviceRules.Faults(draft, id, devices, policy) is { Count: > 0 } faults ? faults
            : draft.Probe is { } own ? [.. policy.Faults(draft.DeviceType.Trim(), own)]
            : [];

    private static async Task FillAsync(WardOpsDbContext db, Device device, DeviceDraft draft, CancellationToken cancellation)
    {
        var branchName = draft.Branch.Trim();
        var branch = await db.Set<Branch>().SingleOrDefaultAsync(b => b.Name == branchName, cancellation).ConfigureAwait(false);
        if (branch is null)
        {
            branch = new Branch { Name = branchName, Region = draft.Region.Trim() };
            db.Add(branch);
        }

        device.Name = draft.Name.Trim();
        device.NameKey = device.Name.ToUpperInvariant();
        device.Ip = DeviceRules.Address(draft.Ip)!;
        device.BranchId = branch.Id;
        device.DeviceType = draft.DeviceType.Trim();
        device.ReachThrough(draft.Parents);
        device.Enabled = draft.Enabled;
        device.Probe(draft.Probe);
        device.Tags = DeviceTags.Of(draft.Tags);
        device.Version++;
    }

    private async Task<DeviceEdit> ChangeAsync(Func<WardOpsDbContext, List<Device>, Task<DeviceEdit>> change, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await ChangeAloneAsync(change, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<DeviceEdit> ChangeAloneAsync(Func<WardOpsDbContext, List<Device>, Task<DeviceEdit>> change, CancellationToken cancellation)
    {
        DeviceEdit edit;
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var devices = await db.Set<Device>().Include(d => d.Branch).Include(d => d.Parents).ToListAsync(cancellation).ConfigureAwait(false);
            edit = await change(db, devices).ConfigureAwait(false);
            if (!edit.IsDone)
            {
                return edit;
            }

            try
            {
                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
            }
            catch (DbUpdateConcurrencyException)
            {
                return DeviceEdit.Refused("Somebody else changed the device in the meantime. Look at it again and repeat your change.");
            }
            catch (DbUpdateException ex) when (IsUniqueViolation(ex))
            {
                return DeviceEdit.Refused("Somebody else has just given this address or branch name to another device. Look again and repeat your change.");
            }
        }

        await loader.LoadAsync(cancellation).ConfigureAwait(false);
        return edit;
    }

    private static bool IsUniqueViolation(DbUpdateException ex) => ex.InnerException
        is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }
        or Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };   // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY
}
