using System.Runtime.InteropServices;

namespace WardOps.E2E.Infrastructure;

/// <summary>Signals to processes that the tests started; .NET itself can only kill.</summary>
internal static partial class Signals
{
    private const int Sigint = 2;
    private const int Sigkill = 9;

    public static void Interrupt(int processId) => Send(processId, Sigint);

    public static void Kill(int processId) => Send(processId, Sigkill);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Native(int processId, int signal);

    private static void Send(int processId, int signal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(processId, 2);
        if (Native(processId, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} did not reach process {processId}: errno {Marshal.GetLastPInvokeError()}.");
        }
    }
}
