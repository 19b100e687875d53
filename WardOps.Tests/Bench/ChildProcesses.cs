using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WardOps.Tests.Bench;

/// <summary>The processes below one, as Linux tells them.</summary>
internal static class ChildProcesses
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>One of the programs that are built with the tests.</summary>
    /// <remarks>Whoever runs the tests in the background of a shell has them ignore Ctrl-C, and so would this: env takes that back.</remarks>
    public static ProcessStartInfo Program(string name, params string[] arguments)
        => new("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, name), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>Children, their children and so on, each with the moment of its start: ids are used again.</summary>
    public static IReadOnlyList<(int Id, string Start)> Below(int process)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(d => Path.GetFileName(d)).Where(n => char.IsDigit(n[0])).Select(Read).OfType<Entry>().ToList();
        var found = new List<(int, string)>();
        var parents = new Queue<int>([process]);
        while (parents.TryDequeue(out var parent))
        {
            foreach (var child in all.Where(e => e.Parent == parent))
            {
                found.Add((child.Id, child.Start));
                parents.Enqueue(child.Id);
            }
        }

        return found;
    }

    /// <summary>Whether it still runs. One that has ended and that nobody has taken note of does not.</summary>
    public static bool IsRunning((int Id, string Start) process)
        => Read(process.Id.ToString(CultureInfo.InvariantCulture)) is { } now && now.Start == process.Start && now.State != "Z";

    public static void Send(int process, int signal) => Assert.Equal(0, Kill(process, signal));

    private static Entry? Read(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var words = text[(text.LastIndexOf(')') + 2)..].Split(' ');   // the name may hold anything; state, parent, and 18 further on the start
            return new Entry(int.Parse(process, CultureInfo.InvariantCulture), words[0], int.Parse(words[1], CultureInfo.InvariantCulture), words[19]);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;   // it has ended meanwhile
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private sealed record Entry(int Id, string State, int Parent, string Start);
}
