using System.ComponentModel;
using System.Diagnostics;

namespace WardOps.Bench.Ping;

/// <summary>Runs fping on a case. Its CPU time is that of the whole process, start-up and output included.</summary>
internal static class FpingSide
{
    /// <summary>Null if fping is not installed.</summary>
    public static async Task<PingRun?> RunAsync(PingCase bench)
    {
        var start = new ProcessStartInfo("fping", $"-C {PingCase.Echoes} {bench.FpingPace} -q -f -")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        var cpu = ChildCpu.Used;
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            using var fping = Process.Start(start)!;
            var report = fping.StandardError.ReadToEndAsync();
            await fping.StandardInput.WriteAsync(string.Join('\n', bench.Addresses));
            fping.StandardInput.Close();
            await fping.WaitForExitAsync();
            var wall = TimeProvider.System.GetElapsedTime(began);
            var lost = (await report).Split([' ', '\n']).Count(word => word == "-");
            return new PingRun((long)bench.Devices * PingCase.Echoes, lost, ChildCpu.Used - cpu, wall);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
