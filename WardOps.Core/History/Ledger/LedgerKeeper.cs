using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.History.Spool;

namespace WardOps.Core.History.Ledger;

/// <summary>
/// Keeps the books on disk, and books what time alone decides. Written at most once a second when a gap comes or goes, else every ten seconds, and
/// at the end. It starts before everybody who books, and stops after them.
/// </summary>
internal sealed class LedgerKeeper(
    RoundLedger ledger,
    LedgerNotes notes,
    IOptions<HistoryOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LedgerKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_save = TimeSpan.FromSeconds(10);

    // A process that is just ending has its last rounds to write.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly LedgerDisk _disk = new(options.Value.DataFolder);
    private readonly PeriodicTimer _timer = new(s_look, time);
    private long _saved;
    private long _savedStamp;
    private TimeSpan _saveTook;   // long books on a slow disk must not be written all the time
    private bool _mayWrite = true;
    private FolderLock? _lock;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await IsOursAsync(cancellationToken).ConfigureAwait(false))
        {
            Load();
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Save();   // everybody who books has stopped by now
        _lock?.Dispose();
    }

    public override void Dispose()
    {
        _lock?.Dispose();
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left to be saved is saved by the stop.
        }
    }

    private void Look()
    {
        try
        {
            ledger.Check(lifetime.ApplicationStopping.IsCancellationRequested);
            var since = time.GetElapsedTime(_savedStamp);
            if ((ledger.GapVersion > _saved && since >= 20 * _saveTook) || (ledger.Version > _saved && since >= s_save))
            {
                Save();
            }
        }
        catch (Exception ex)
        {
            logger.CheckFailed(ex);   // whatever it is, it must not end the keeping
        }
    }

    /// <summary>Two who keep one ledger would each write over what the other has booked.</summary>
    private async Task<bool> IsOursAsync(CancellationToken end)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                _lock = FolderLock.Take(Directory.CreateDirectory(options.Value.DataFolder).FullName);
                return true;
            }
            catch (FolderInUseException) when (time.GetElapsedTime(start) < s_patience)
            {
                await Task.Delay(s_look / 4, time, end).ConfigureAwait(false);
            }
            catch (FolderInUseException ex)
            {
                _mayWrite = false;
                logger.LedgerOfAnother(_disk.File, ex.Message);
                notes.Problem = $"{ex.Message} The books of this one are kept in memory only. Stop one of the two, or give it a WARDOPS_DATA of its own.";
                return false;
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                return true;   // whoever cannot write here is no danger to another, and is told when the books are to be written
            }
        }
    }

    private void Load()
    {
        try
        {
            if (_disk.Read() is not { } text)
            {
                return;
            }

            if (LedgerText.TryRead(text, out var runs, out var fault))
            {
                ledger.Restore(runs);
                var counts = new LedgerCounts();
                runs.ToList().ForEach(counts.Add);
                logger.LedgerRestored(counts.Rounds, counts[RoundFate.Missing]);
            }
            else
            {
                SetAside(fault);
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            SetAside(ex.Message);
        }
    }

    private void SetAside(string fault)
    {
        try
        {
            var name = _disk.SetAside(time.GetUtcNow());
            logger.LedgerDamaged(_disk.File, fault, name);
            notes.SetAside = $"The ledger of earlier rounds could not be read ({fault.TrimEnd('.')}) and was set aside as {name}. The books begin anew; the rounds themselves are untouched.";
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            _mayWrite = false;   // what cannot be read may still be worth more than what we would put in its place
            logger.LedgerUnreadable(_disk.File, ex.Message);
            notes.Problem = $"{_disk.File} can neither be read nor renamed, so the books are kept in memory only. Let WardOps read and write its data folder, then start it again.";
        }
    }

    private void Save()
    {
        if (!_mayWrite)
        {
            return;
        }

        var (runs, version) = ledger.Snapshot();
        if (version == _saved)
        {
            return;
        }

        _savedStamp = time.GetTimestamp();
        try
        {
            _disk.Write(LedgerText.Of(runs, time.GetUtcNow()));
            _saved = version;
            _saveTook = time.GetElapsedTime(_savedStamp);
            if (notes.Problem is not null)
            {
                notes.Problem = null;
                logger.LedgerWritten();
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            if (notes.Problem is null)
            {
                logger.LedgerNotWritten(ex.Message);
            }

            notes.Problem = $"The ledger cannot be written to {_disk.File}: {ex.Message.TrimEnd('.')}. It is kept in memory meanwhile; make room on the disk, or let WardOps write there.";
        }
    }
}
