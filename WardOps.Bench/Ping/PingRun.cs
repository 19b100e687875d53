using System.Globalization;

namespace WardOps.Bench.Ping;

/// <summary>What one side did in one run.</summary>
internal sealed record PingRun
{
    /// <summary>Echoes sent; for the engine, those of the rounds that were measured.</summary>
    public long Echoes { get; init; }

    /// <summary>Of them not answered.</summary>
    public long Lost { get; init; }

    /// <summary>Of them those to hosts that live: false losses.</summary>
    public long LostByLiving { get; init; }

    /// <summary>Echoes that could not be sent.</summary>
    public long NotSent { get; init; }

    /// <summary>User and system time: of the whole process, or of the engine's process during the rounds that were measured.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>The same of the whole process from its start to its end.</summary>
    public TimeSpan WholeCpu { get; init; }

    /// <summary>All echoes that the whole process sent; the same as <see cref="Echoes"/> if 0.</summary>
    public long WholeEchoes { get; init; }

    public TimeSpan Wall { get; init; }

    /// <summary>Hundredths of a second that the machine was taken away.</summary>
    public long Steal { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? RttP50 { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? RttP99 { get; init; }

    /// <summary>Milliseconds that an echo left late.</summary>
    public double? LagP50 { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? LagP99 { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? LagMax { get; init; }

    /// <summary>Managed memory per round, or of the whole run.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>Of it what the loop's own thread allocated per round; null for others.</summary>
    public double? LoopAllocatedBytes { get; init; }

    /// <summary>What went wrong, in its own words; null if nothing did.</summary>
    public string? Problem { get; init; }

    public double MicrosecondsPerEcho => Echoes == 0 ? double.NaN : Cpu.TotalMicroseconds / Echoes;

    public double WholeMicrosecondsPerEcho => WholeCpu.TotalMicroseconds / Math.Max(WholeEchoes == 0 ? Echoes : WholeEchoes, 1);

    /// <summary>Percent of one core.</summary>
    public double CorePercent => 100 * Cpu / Wall;

    public override string ToString()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Echoes,7} echoes {Lost,5} lost {NotSent,4} not sent {Wall.TotalSeconds,6:F2} s {Echoes / Wall.TotalSeconds,7:F0}/s {Cpu.TotalSeconds,6:F3} CPU-s {MicrosecondsPerEcho,6:F1} us/echo {CorePercent,5:F1} % core, whole process {WholeCpu.TotalSeconds:F3} CPU-s, steal {Steal}");
        return text
            + Part("rtt", RttP50, RttP99, null)
            + Part("lag", LagP50, LagP99, LagMax)
            + (AllocatedBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", {bytes:F0} B allocated") : "")
            + (LoopAllocatedBytes is { } loop ? string.Create(CultureInfo.InvariantCulture, $", of it the loop {loop:F0} B") : "")
            + (Problem is null ? "" : $", PROBLEM: {Problem}");

        static string Part(string name, double? p50, double? p99, double? max) => p50 is null ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {name} {p50:F3}/{p99:F3}{(max is null ? "" : "/")}{max:F1} ms");
    }
}
