using System.Globalization;

namespace WardOps.Core.History.Embedded;

/// <summary>Which server was started, and by which WardOps. Three numbers: its process id, the owner's and the owner's start in ticks since boot.</summary>
internal sealed record PidFile(int Pid, int OwnerPid, long OwnerStart)
{
    /// <summary>Whether another WardOps that still runs started it.</summary>
    public bool IsOwnedByAnother => OwnerPid != Environment.ProcessId && ProcessTable.StartOf(OwnerPid) == OwnerStart;

    public static PidFile OfThisProcess(int pid) => new(pid, Environment.ProcessId, ProcessTable.StartOf(Environment.ProcessId) ?? 0);

    public static PidFile? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var numbers = File.ReadAllText(path).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return numbers.Length == 3
            && int.TryParse(numbers[0], CultureInfo.InvariantCulture, out var pid)
            && int.TryParse(numbers[1], CultureInfo.InvariantCulture, out var owner)
            && long.TryParse(numbers[2], CultureInfo.InvariantCulture, out var start)
            ? new PidFile(pid, owner, start)
            : null;
    }

    public void Write(string path)
        => File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Pid} {OwnerPid} {OwnerStart}\n"));
}
