using System.Runtime.InteropServices;

namespace WardOps.Core.History.Embedded;

/// <summary>Signals to a process by its id.</summary>
internal static partial class Signals
{
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>Asks it to end in good order.</summary>
    public static bool AskToEnd(int pid) => Send(pid, Terminate) == 0;

    public static bool End(int pid) => Send(pid, Kill) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int pid, int signal);
}
