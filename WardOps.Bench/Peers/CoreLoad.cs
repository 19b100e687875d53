namespace WardOps.Bench.Peers;

/// <summary>Keeps every core busy for as long as it is not disposed: what a database and a dashboard would do on a bad day.</summary>
internal sealed class CoreLoad : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private readonly List<System.Diagnostics.Process> _spinners = [];

    public CoreLoad(bool isWanted)
    {
        for (var i = 0; isWanted && i < Environment.ProcessorCount; i++)
        {
            _spinners.Add(System.Diagnostics.Process.Start("timeout", [s_longest.TotalSeconds.ToString("F0", System.Globalization.CultureInfo.InvariantCulture), "sh", "-c", "while :; do :; done"]));
        }
    }

    public void Dispose()
    {
        foreach (var spinner in _spinners)
        {
            spinner.Kill(entireProcessTree: true);
            spinner.WaitForExit(5_000);
            spinner.Dispose();
        }
    }
}
