namespace WardOps.Bench.Ping;

/// <summary>One list of addresses and one pace, for both sides.</summary>
internal sealed record PingCase
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>In which time the engine sends 5 echoes to each.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What makes fping do the same as nearly as it can; null where it cannot.</summary>
    public string? FpingPace { get; init; }

    /// <summary>Into how many processes fping has to be split.</summary>
    public int FpingProcesses { get; init; } = 1;

    /// <summary>Pings that System.Net.NetworkInformation.Ping runs at once; null where it is not asked.</summary>
    public int? SystemPings { get; init; }

    /// <summary>Whether it runs in the fault lab.</summary>
    public bool NeedsLab { get; init; }

    /// <summary>Hosts of the list that never answer: their echoes, and no others, may be lost.</summary>
    public int Dead { get; init; }

    /// <summary>Whether every core is kept busy meanwhile.</summary>
    public bool IsLoaded { get; init; }

    /// <summary>What the ratio to fping may be; null where nothing was promised.</summary>
    public double? RatioBudget { get; init; }

    /// <summary>Percent of one core that it may take; null where nothing was promised.</summary>
    public double? CoreBudget { get; init; }

    /// <summary>Rounds that are measured, after one and a half that are not.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>The same of a quick run.</summary>
    public int QuickRounds => Interval < TimeSpan.FromSeconds(5) ? 4 : 1;

    /// <summary>Whether a quick run has it.</summary>
    public bool IsQuick { get; init; }

    public static IReadOnlyList<PingCase> All { get; } =
    [
        new() { Name = "877 burst", Hosts = Loopback(877), Interval = TimeSpan.FromSeconds(1), FpingPace = "-i 0 -p 1000", Rounds = 6, IsQuick = true },
        new() { Name = "877 paced", Hosts = Loopback(877), FpingPace = "-i 1 -p 2000", CoreBudget = 4, SystemPings = 32 },
        new() { Name = "10000 burst", Hosts = Loopback(10_000), Interval = TimeSpan.FromSeconds(1), FpingPace = "-i 0 -p 1000", Rounds = 6, RatioBudget = 0.45, IsQuick = true },
        new() { Name = "10000 paced", Hosts = Loopback(10_000), FpingPace = "-i 0.2 -p 2000", SystemPings = 100, RatioBudget = 0.35, CoreBudget = 10, IsQuick = true },
        new() { Name = "100000 paced", Hosts = Loopback(100_000), FpingPace = "-i 0 -p 1000", FpingProcesses = 16, CoreBudget = 55, IsQuick = true },
        new() { Name = "10000 loaded", Hosts = Loopback(10_000), FpingPace = "-i 0.2 -p 2000", IsLoaded = true, CoreBudget = 10 },
        new() { Name = "100000 loaded", Hosts = Loopback(100_000), IsLoaded = true },
        new() { Name = "10000 dead tenth", Hosts = [.. Fleet(64, 9_000), .. Fleet(66, 1_000)], FpingPace = "-i 0.2 -p 2000", NeedsLab = true, Dead = 1_000 },
        new() { Name = "10000 IPv6", Hosts = [.. Enumerable.Range(1, 10_000).Select(i => $"fd00:66::{i:x}")], FpingPace = "-i 0.2 -p 2000", NeedsLab = true },
        new() { Name = "877 at 20 ms", Hosts = [.. Fleet(81, 877)], FpingPace = "-i 1 -p 2000", SystemPings = 32, NeedsLab = true },
    ];

    private static string[] Loopback(int count) => [.. Enumerable.Range(1, count).Select(i => $"127.{64 + (i >> 16)}.{(i >> 8) & 0xff}.{i & 0xff}")];

    private static IEnumerable<string> Fleet(int second, int count) => Enumerable.Range(1, count).Select(i => $"10.{second}.{i >> 8}.{i & 0xff}");
}
