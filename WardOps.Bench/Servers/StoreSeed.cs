using System.Globalization;
using WardOps.Core.Devices;
using WardOps.Core.Storage;

namespace WardOps.Bench.Servers;

/// <summary>A device store with a fleet of any size, on loopback addresses that all answer.</summary>
internal static class StoreSeed
{
    private const int DevicesPerBranch = 7;

    /// <summary>An id that depends on the number only, so that generated history fits.</summary>
    public static Guid IdOf(int number) => new(number, 0x4f57, 0x4264, 0x80, 0, 0, 0, 0, 0, 0, 1);

    /// <summary>Address of a device: one of 127.64.0.0/10.</summary>
    public static string AddressOf(int number)
        => string.Create(CultureInfo.InvariantCulture, $"127.{64 + (number >> 16)}.{(number >> 8) & 0xff}.{number & 0xff}");

    public static string BranchOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Branch {number / DevicesPerBranch}");

    public static string RegionOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Region {number / DevicesPerBranch % 11}");

    public static string TypeOf(int number) => number % DevicesPerBranch == 0 ? "Router" : "ATM";

    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"device-{number}");

    /// <summary>Makes the SQLite file in a data folder and puts the devices in, numbered from 0.</summary>
    public static async Task CreateAsync(string data, int devices)
    {
        Directory.CreateDirectory(data);
        var provider = StoreProvider.Sqlite(Path.Combine(data, "wardops.db"));
        var contexts = new WardOpsDbContextFactory(provider);
        await new StoreMigrator(contexts, provider).MigrateAsync(CancellationToken.None);
        var db = contexts.CreateDbContext();
        await using (db.ConfigureAwait(false))
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            var branches = new Dictionary<string, Branch>(StringComparer.Ordinal);
            for (var i = 0; i < devices; i++)
            {
                var name = BranchOf(i);
                if (!branches.TryGetValue(name, out var branch))
                {
                    branches.Add(name, branch = new Branch { Name = name, Region = RegionOf(i) });
                    db.Add(branch);
                }

                db.Add(new Device
                {
                    Id = IdOf(i),
                    Name = NameOf(i),
                    NameKey = NameOf(i).ToUpperInvariant(),
                    Ip = AddressOf(i),
                    BranchId = branch.Id,
                    DeviceType = TypeOf(i),
                    Version = 1,
                });
            }

            await db.SaveChangesAsync();
        }
    }
}
