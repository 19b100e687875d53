using System.Globalization;
using WardOps.Bench.Ping;

namespace WardOps.Bench.Peers;

/// <summary>Runs <see cref="SystemPingChild"/>.</summary>
internal static class SystemPing
{
    public static async Task<PingRun> RunAsync(PingCase bench, int atOnce, string? networkNamespace)
    {
        var run = (await ChildRun.RunAsync(
            networkNamespace, Environment.ProcessPath!, [SystemPingChild.Verb, atOnce.ToString(CultureInfo.InvariantCulture)], bench.Hosts))!;
        if (run.ExitCode != 0)
        {
            return new PingRun { Wall = run.Wall, WholeCpu = run.Cpu, Problem = $"ended with {run.ExitCode}: {run.Error.Split('\n')[0]}" };
        }

        var words = run.Output.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        return new PingRun
        {
            Echoes = (long)words[0],
            Lost = (long)words[1],
            LostByLiving = (long)words[1],
            Cpu = TimeSpan.FromMicroseconds(words[5]),
            WholeCpu = run.Cpu,
            WholeEchoes = (long)words[0] * 6 / 5,
            Wall = TimeSpan.FromMicroseconds(words[6]),
            Steal = run.Steal,
            RttP50 = words[2],
            RttP99 = words[3],
            AllocatedBytes = words[4],
        };
    }
}
