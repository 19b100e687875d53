using System.Diagnostics;
using System.Globalization;

namespace WardOps.Bench.Peers;

/// <summary>Keeps every core busy for as long as it is not disposed: what a database and a dashboard would do on a bad day.</summary>
internal sealed class CoreLoad : IDisposable
{
    private readonly List<Process> _spinners = [];
    private readonly IDisposable _atExit;

    public CoreLoad(bool isWanted)
    {
        _atExit = AtExit.Do(End);
        for (var i = 0; isWanted && i < Environment.ProcessorCount; i++)
        {
            _spinners.Add(Process.Start(Environment.ProcessPath!, [CoreLoadChild.Verb, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]));
        }
    }

    /// <summary>Whether all of them still spin.</summary>
    public bool IsOn => _spinners.TrueForAll(s => !s.HasExited);

    public void Dispose()
    {
        _atExit.Dispose();
        End();
        _spinners.ForEach(s => s.Dispose());
    }

    private void End()
    {
        foreach (var spinner in _spinners)
        {
            spinner.Kill();
            spinner.WaitForExit(5_000);
        }
    }
}
