using Microsoft.Extensions.Logging;

namespace WardOps.Core.History.Embedded;

/// <summary>A WardOps that was killed leaves its server behind, which holds the lock of the storage. It is stopped before a new one starts.</summary>
internal sealed class OrphanReaper(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    /// <summary>Stops the server of an earlier run, if there is one.</summary>
    /// <exception cref="InvalidOperationException">Another WardOps that still runs uses the folder.</exception>
    public async Task ReapAsync(VictoriaFolders folders, CancellationToken cancellation)
    {
        if (PidFile.Read(folders.PidFile) is not { } file || !ProcessTable.IsVictoria(file.Pid, folders.StorageArgument))
        {
            return;
        }

        if (file.IsOwnedByAnother)
        {
            throw new InvalidOperationException(
                $"Another WardOps (process {file.OwnerPid}) uses {folders.Storage}. Give this one a data folder of its own: WARDOPS_DATA.");
        }

        logger.OrphanFound(file.Pid, folders.Storage);
        Signals.AskToEnd(file.Pid);
        var asked = time.GetTimestamp();
        while (ProcessTable.IsVictoria(file.Pid, folders.StorageArgument))
        {
            if (time.GetElapsedTime(asked) > s_patience)
            {
                logger.VictoriaKilled(file.Pid, (int)s_patience.TotalSeconds);
                Signals.End(file.Pid);
                asked = time.GetTimestamp();
            }

            await Task.Delay(s_look, time, cancellation).ConfigureAwait(false);
        }
    }
}
