namespace WardOps.Bench.Ping;

/// <summary>One list of addresses and one pace, for both sides.</summary>
/// <param name="Name">What the lines of the report call it.</param>
/// <param name="Devices">How many addresses.</param>
/// <param name="Interval">In which time the echo loop sends 5 echoes to each.</param>
/// <param name="FpingPace">What makes fping do the same as nearly as it can.</param>
internal sealed record PingCase(string Name, int Devices, TimeSpan Interval, string FpingPace)
{
    public const int Echoes = 5;

    public static IReadOnlyList<PingCase> All { get; } =
    [
        new("877 burst", 877, TimeSpan.FromSeconds(1), "-i 0 -p 1000"),
        new("877 paced", 877, TimeSpan.FromSeconds(10), "-i 1 -p 2000"),
        new("10000 burst", 10_000, TimeSpan.FromSeconds(1), "-i 0 -p 1000"),
        new("10000 paced", 10_000, TimeSpan.FromSeconds(10), "-i 0.2 -p 2000"),
    ];

    public IEnumerable<string> Addresses => Enumerable.Range(1, Devices).Select(i => $"127.64.{i >> 8}.{i & 0xff}");
}
