using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Storage;

namespace WardOps.Core.Status;

/// <summary>
/// Writes to the store what a restart must know: transitions at once, the close of each round as one row, and a device that has
/// stopped answering. Never a row per device and round. While the store is away the newest state of each device waits in
/// memory; when it opens, the board gets back what was true before.
/// </summary>
public sealed class StatePersister(IStateStore store, StatusBoard board, TimeProvider time, ILogger<StatePersister> logger) : BackgroundService, IStoreOpenedStep
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_lastWrite = TimeSpan.FromSeconds(5);

    private readonly PendingStates _pending = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Devices whose newest state is not written yet.</summary>
    public int Waiting => _pending.Count;

    /// <summary>Never waits. Called by the pump.</summary>
    /// <param name="verdict">What was judged.</param>
    /// <param name="part">What follows from it and is written in the same transaction; null if nothing does.</param>
    public void Offer(Verdict verdict, ICommitPart? part = null)
    {
        if (_pending.Take(verdict, part))
        {
            _wake.Writer.TryWrite(true);
        }
    }

    /// <summary>Never waits. For what people do, which follows from no verdict.</summary>
    public void Offer(ICommitPart part)
    {
        _pending.Take(part);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>The store has opened: gives the board back what was true, and lets the writer begin.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var stored = await store.LoadAsync(cancellation).ConfigureAwait(false);
        board.Restore(stored);
        logger.StatesRestored(stored.States.Count(s => s.Status == DeviceStatus.Down), stored.States.Count);
        _opened.TrySetResult();
    }

    /// <summary>Everything is written once more on an orderly stop, so that every device has its own last_ping_at.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (!_opened.Task.IsCompleted)
        {
            return;
        }

        _pending.Take(board.Current);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_lastWrite);
        try
        {
            await WriteAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception ex)
        {
            logger.LastWriteFailed(ex);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _opened.Task.WaitAsync(stoppingToken).ConfigureAwait(false);   // until then the board may not know what was true before
        var pause = TimeSpan.Zero;
        while (true)
        {
            await _wake.Reader.ReadAsync(stoppingToken).ConfigureAwait(false);
            try
            {
                await WriteAsync(stoppingToken).ConfigureAwait(false);
                pause = TimeSpan.Zero;
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                logger.WriteFailed(_pending.Count, ex);
                pause = pause == TimeSpan.Zero ? TimeSpan.FromSeconds(0.5) : pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(false);
                _wake.Writer.TryWrite(true);
            }
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        var write = _pending.Drain();
        try
        {
            await store.SaveAsync(write, cancellation).ConfigureAwait(false);
        }
        catch
        {
            _pending.GiveBack(write);
            throw;
        }

        write.Part?.Committed();
    }
}
