using System.Globalization;
using System.Text.Json;
using WardOps.Bench.Peers;
using WardOps.Bench.Ping;

namespace WardOps.Bench.Engine;

/// <summary>Runs <see cref="EngineChild"/>.</summary>
internal static class EngineSide
{
    public static async Task<PingRun> RunAsync(PingCase bench, int rounds, string? networkNamespace)
    {
        string[] arguments =
        [
            EngineChild.Verb, bench.Interval.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture), rounds.ToString(CultureInfo.InvariantCulture),
            bench.Dead.ToString(CultureInfo.InvariantCulture),
        ];
        var run = (await ChildRun.RunAsync(networkNamespace, Environment.ProcessPath!, arguments, bench.Hosts))!;
        if (run.ExitCode != 0 || JsonSerializer.Deserialize<EngineResult>(run.Output) is not { } result)
        {
            return new PingRun { Problem = $"ended with {run.ExitCode}: {run.Error}" };
        }

        return new PingRun
        {
            Echoes = result.Echoes,
            Lost = result.Lost,
            NotSent = result.NotSent,
            LostByLiving = result.LostByLiving,
            Cpu = TimeSpan.FromMicroseconds(result.SteadyCpuNs / 1e3),
            WholeCpu = run.Cpu,
            WholeEchoes = result.WholeEchoes,
            Wall = TimeSpan.FromMicroseconds(result.WallNs / 1e3),
            Steal = run.Steal,
            RttP50 = result.RttP50,
            RttP99 = result.RttP99,
            LagP50 = result.LagP50,
            LagP99 = result.LagP99,
            LagMax = result.LagMax,
            AllocatedBytes = result.AllocatedPerRound,
            LoopAllocatedBytes = result.LoopAllocatedPerRound,
            Problem = result.Problem ?? (result.BlindTicks > 0 ? $"{result.BlindTicks} ticks could not be believed" : null),
        };
    }
}
