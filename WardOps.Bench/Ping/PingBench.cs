using System.Globalization;

namespace WardOps.Bench.Ping;

/// <summary>The echo loop against fping: alternating, on the same addresses of this machine; all raw lines, then the ratio of the medians.</summary>
internal static class PingBench
{
    private const int Repeats = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var repeats = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : Repeats;
        Console.WriteLine("CPU per echo counts, not time: fping is charged for its start and its output, the loop for one round of a running process.");
        foreach (var bench in PingCase.All)
        {
            var theirs = new List<double>();
            var ours = new List<double>();
            for (var i = 0; i < repeats; i++)
            {
                if (await FpingSide.RunAsync(bench) is not { } fping)
                {
                    Console.Error.WriteLine("fping is missing: apt-get install fping");
                    return 1;
                }

                var engine = await EngineSide.RunAsync(bench);
                theirs.Add(fping.MicrosecondsPerEcho);
                ours.Add(engine.MicrosecondsPerEcho);
                Console.WriteLine($"{bench.Name,-12} fping    {fping}");
                Console.WriteLine($"{bench.Name,-12} WardOps  {engine}");
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{bench.Name,-12} median   fping {Median(theirs):F1}, WardOps {Median(ours):F1} us/echo: ratio {Median(ours) / Median(theirs):F2}"));
        }

        return 0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
