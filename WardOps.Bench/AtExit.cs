namespace WardOps.Bench;

/// <summary>What this process has started or made elsewhere, and must not leave behind when it is interrupted: then no <c>using</c> comes to its end.</summary>
internal static class AtExit
{
    private static readonly List<Work> s_works = [];
    private static bool s_hasBegun;

    static AtExit() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Run();

    /// <summary>Does this when the process ends, the latest first, unless the result is disposed before.</summary>
    /// <exception cref="OperationCanceledException">The process is ending: whatever is begun now would be left behind.</exception>
    public static IDisposable Do(Action action)
    {
        var work = new Work(action);
        lock (s_works)
        {
            if (s_hasBegun)
            {
                throw new OperationCanceledException("This process is ending.");
            }

            s_works.Add(work);
        }

        return work;
    }

    private static void Run()
    {
        Work[] works;
        lock (s_works)
        {
            s_hasBegun = true;
            works = [.. s_works.AsEnumerable().Reverse()];
        }

        foreach (var work in works)
        {
            try
            {
                work.Action();
            }
            catch (Exception ex)
            {
                Console.Error.WriteLine($"Something may be left behind: {ex.Message}");
            }
        }
    }

    private sealed class Work(Action action) : IDisposable
    {
        public Action Action => action;

        public void Dispose()
        {
            lock (s_works)
            {
                s_works.Remove(this);
            }
        }
    }
}
