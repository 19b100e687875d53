using System.Globalization;

namespace WardOps.Bench.Ping;

/// <summary>What one side did in one run.</summary>
/// <param name="Echoes">Echoes sent.</param>
/// <param name="Lost">Of them not answered.</param>
/// <param name="Cpu">User and system time of the process.</param>
/// <param name="Wall">How long it took.</param>
internal readonly record struct PingRun(long Echoes, long Lost, TimeSpan Cpu, TimeSpan Wall)
{
    public double MicrosecondsPerEcho => Cpu.TotalMicroseconds / Echoes;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Echoes,6} echoes  {Lost,4} lost  {Wall.TotalSeconds,6:F2} s  {Echoes / Wall.TotalSeconds,8:F0}/s  {Cpu.TotalSeconds,6:F3} CPU-s  {MicrosecondsPerEcho,6:F1} us/echo");
}
