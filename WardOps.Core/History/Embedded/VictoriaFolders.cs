namespace WardOps.Core.History.Embedded;

/// <summary>Where the embedded server keeps things. All paths are absolute, so that its command line says whose it is.</summary>
internal sealed class VictoriaFolders
{
    public VictoriaFolders(HistoryOptions options)
    {
        var data = Path.GetFullPath(options.DataFolder);
        Storage = Path.Combine(data, "victoria-metrics");
        Logs = Path.Combine(data, "logs");
        LogFile = Path.Combine(Logs, "victoria-metrics.log");
        PidFile = Path.Combine(data, "victoria-metrics.pid");
    }

    public string Storage { get; }

    public string Logs { get; }

    public string LogFile { get; }

    public string PidFile { get; }

    /// <summary>The argument by which a process is known as ours.</summary>
    public string StorageArgument => $"-storageDataPath={Storage}";
}
