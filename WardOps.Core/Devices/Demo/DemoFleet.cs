using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WardOps.Core.Devices.Demo;

/// <summary>
/// 877 invented devices in 128 branches in ten regions, with the proportions of a real bank's network: 229 routers, 178
/// payboxes and so on. Always the same, ids included. Addresses lie in 127.64.0.0/10, one /24 for each branch: every one of
/// them answers on the machine that asks.
/// </summary>
internal sealed record DemoFleet(IReadOnlyList<Branch> Branches, IReadOnlyList<Device> Devices)
{
    public const string Gateway = "Router";

    private static readonly DemoRegion[] s_regions =
    [
        new("Tbilisi", 55, 235, "Vake", "Saburtalo", "Gldani", "Isani", "Samgori", "Nadzaladevi", "Didube", "Krtsanisi", "Mtatsminda", "Chugureti", "ვარკეთილი"),
        new("Imereti", 16, 140, "Kutaisi", "Zestaponi", "Samtredia", "Khoni", "Tkibuli", "ჭიათურა"),
        new("Samegrelo", 9, 97, "Zugdidi", "Poti", "Senaki", "Martvili", "ხობი"),
        new("Kakheti", 9, 93, "Telavi", "Gurjaani", "Sagarejo", "Lagodekhi", "სიღნაღი"),
        new("Achara", 12, 79, "Batumi", "Kobuleti", "Khelvachauri", "ქედა"),
        new("Kvemo Kartli", 9, 75, "Rustavi", "Marneuli", "Bolnisi", "Gardabani"),
        new("Samtskhe-Javakheti", 6, 50, "Akhaltsikhe", "Borjomi", "Akhalkalaki", "ბორჯომი"),
        new("Shida Kartli", 5, 46, "Gori", "Kaspi", "Khashuri"),
        new("Mtskheta-Mtianeti", 4, 34, "Mtskheta", "Dusheti", "ყაზბეგი"),
        new("Guria", 3, 28, "Ozurgeti", "Lanchkhuti", "ჩოხატაური"),
    ];

    /// <summary>What stands behind the gateways, 128 of the 229 routers: together with them 877.</summary>
    private static readonly (string Type, int Count)[] s_types =
    [
        ("Paybox", 178), ("Switch", 134), ("Access Point", 116), ("NVR", 106), (Gateway, 101), ("ATM", 89), ("Biostar", 22), ("Core Router", 2),
        ("Disaster Recovery", 1),
    ];

    public static DemoFleet Create()
    {
        List<Branch> branches = [];
        List<Device> devices = [];
        var types = new Queue<string>(Interleaved(s_types));
        foreach (var region in s_regions)
        {
            for (var i = 0; i < region.Branches; i++)
            {
                var branch = new Branch { Id = Id("branch", region.Name, i), Name = BranchName(region, i), Region = region.Name };
                branches.Add(branch);
                AddDevices(branch, branches.Count, Share(region.Devices, region.Branches, i), types, devices);
            }
        }

        return new DemoFleet(branches, devices);
    }

    private static void AddDevices(Branch branch, int number, int count, Queue<string> types, List<Device> devices)
    {
        var gateway = Device(branch, number, Gateway, 5, null);
        devices.Add(gateway);
        for (var i = 1; i < count; i++)
        {
            devices.Add(Device(branch, number, types.Dequeue(), 9 + i, gateway.Id));
        }
    }

    private static Device Device(Branch branch, int number, string type, int host, Guid? parent)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{branch.Name}-{type.Replace(' ', '-')}-{host}");
        var device = new Device
        {
            Id = Id("device", branch.Name, host),
            Name = name,
            NameKey = name.ToUpperInvariant(),
            Ip = string.Create(CultureInfo.InvariantCulture, $"127.64.{number}.{host}"),
            BranchId = branch.Id,
            DeviceType = type,
            Version = 1,
            Tags = Tags(type, host, number),
        };
        device.ReachThrough(parent is { } gateway ? ParentIds.Of(gateway) : ParentIds.None);   // several routers in a branch: the gateway has to be named
        return device;
    }

    /// <summary>Gateways (.5) hang on the lines of two providers, as in the bank; what stands in the street has its word too.</summary>
    private static DeviceTags Tags(string type, int host, int number) => type switch
    {
        Gateway when host == 5 => DeviceTags.Of("isp", number % 3 == 0 ? "silknet" : "magti"),
        "Core Router" or "Disaster Recovery" => DeviceTags.Of("core"),
        "ATM" or "Paybox" => DeviceTags.Of("cash"),
        _ => DeviceTags.None,
    };

    private static string BranchName(DemoRegion region, int index)
    {
        var round = index / region.Towns.Length;
        var town = region.Towns[index % region.Towns.Length];
        return round == 0 ? town : string.Create(CultureInfo.InvariantCulture, $"{town}-{round + 1}");
    }

    /// <summary>Shares a region's devices out: the first branches, in the larger towns, get one more.</summary>
    private static int Share(int devices, int branches, int index) => (devices / branches) + (index < devices % branches ? 1 : 0);

    /// <summary>All types in a fixed order in which each comes evenly.</summary>
    private static IEnumerable<string> Interleaved(IEnumerable<(string Type, int Count)> types) => types
        .SelectMany(t => Enumerable.Range(0, t.Count).Select(i => (t.Type, Position: (i + 0.5) / t.Count)))
        .OrderBy(t => t.Position)
        .ThenBy(t => t.Type, StringComparer.Ordinal)
        .Select(t => t.Type);

    /// <summary>An id that depends on the name only, so that the history of one demo run fits the next.</summary>
    private static Guid Id(string kind, string name, int number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"wardops-demo/{kind}/{name}/{number}")));
        BinaryPrimitives.WriteUInt16BigEndian(hash.AsSpan(6), (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash.AsSpan(6)) & 0x0fff) | 0x8000));   // version 8: by our own rule
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
