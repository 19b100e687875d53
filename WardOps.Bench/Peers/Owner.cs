using System.Runtime.InteropServices;

namespace WardOps.Bench.Peers;

/// <summary>Whoever started this process. A child of a benchmark that was killed must not go on alone.</summary>
internal static class Owner
{
    /// <summary>Whether that process is still the one that this one belongs to.</summary>
    public static bool IsThere(int owner) => ParentId() == owner;

    /// <summary>Ends this process as soon as its parent is gone.</summary>
    public static void EndWithParent()
    {
        var owner = ParentId();
        var watch = new Thread(() =>
        {
            while (ParentId() == owner)
            {
                Thread.Sleep(500);
            }

            Environment.FailFast(null);
        })
        {
            IsBackground = true,
            Name = "parent watch",
        };
        watch.Start();
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentId();
}
