using WardOps.Core.History;
using WardOps.Core.History.Reading;
using WardOps.Tests.History.Reports;

namespace WardOps.Tests.History;

/// <summary>However many ask at once, the store is asked by a few at a time.</summary>
public sealed class QueuedReaderTests : IDisposable
{
    private static readonly DateTimeOffset s_to = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly HistoryRange s_range = new(s_to.AddHours(-1), s_to, TimeSpan.FromMinutes(1));

    private readonly TaskCompletionSource _gate = new();
    private readonly TruthReader _store;
    private readonly QueuedReader _reader;

    public QueuedReaderTests()
    {
        _store = new TruthReader([Rounds.IdOf(1)], (_, _) => 1, Rounds.Interval) { Gate = _gate.Task };
        _reader = new QueuedReader(_store);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task Eight_are_answered_at_once_some_wait_and_the_rest_is_refused_in_words()
    {
        var all = Enumerable.Range(0, QueuedReader.MostAsked + 5).Select(_ => Ask()).ToList();

        Assert.Equal(QueuedReader.MostAtOnce, _store.Questions.Count);
        Assert.Equal(5, all.Count(t => t.IsFaulted));
        var busy = Assert.IsType<HistoryBusyException>(all[^1].Exception!.InnerException);
        Assert.Contains("Try again", busy.Message, StringComparison.Ordinal);
        Assert.Equal(5, busy.RetryAfter.TotalSeconds);

        _gate.SetResult();
        await Task.WhenAll(all.Where(t => !t.IsFaulted));
        Assert.Equal(QueuedReader.MostAsked, _store.Questions.Count);
        await Ask();   // places are given back
    }

    [Fact]
    public async Task Outages_take_turns_with_histories_and_sums_of_all_devices_do_not()
    {
        var before = Enumerable.Range(0, QueuedReader.MostAtOnce).Select(_ => Ask()).ToList();
        var outages = _reader.ReadOutagesAsync(Rounds.Device(1), s_range.From, s_range.To, Cancellation);
        Assert.Equal(QueuedReader.MostAtOnce, _store.Questions.Count);

        var sums = _reader.ReadSumsAsync(s_range.From, s_range.To, s_range.Step, Cancellation).GetAsyncEnumerator(Cancellation);
        var first = sums.MoveNextAsync().AsTask();
        Assert.Equal(QueuedReader.MostAtOnce + 1, _store.Questions.Count);

        _gate.SetResult();
        await Task.WhenAll([.. before, outages, first]);
        await sums.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_makes_room()
    {
        using var leave = new CancellationTokenSource();
        var before = Enumerable.Range(0, QueuedReader.MostAtOnce).Select(_ => Ask()).ToList();
        var waiting = Enumerable.Range(QueuedReader.MostAtOnce, QueuedReader.MostAsked - QueuedReader.MostAtOnce)
            .Select(_ => _reader.ReadAsync(Rounds.Device(1), s_range, leave.Token))
            .ToList();
        await Assert.ThrowsAsync<HistoryBusyException>(Ask);

        await leave.CancelAsync();
        foreach (var one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        var next = Ask();
        _gate.SetResult();
        await Task.WhenAll([.. before, next]);
        Assert.Equal(QueuedReader.MostAtOnce + 1, _store.Questions.Count);
    }

    [Fact]
    public async Task Behind_a_store_that_hangs_nobody_waits_for_ever()
    {
        using var turns = new Turns(1, 10, TimeSpan.FromMilliseconds(50), () => new HistoryBusyException("Too much.", TimeSpan.FromSeconds(5)));
        var hanging = turns.TakeAsync(() => _gate.Task.ContinueWith(_ => 1, TaskScheduler.Default), Cancellation);

        await Assert.ThrowsAsync<HistoryBusyException>(() => turns.TakeAsync(() => Task.FromResult(2), Cancellation));
        _gate.SetResult();
        Assert.Equal(1, await hanging);
        Assert.Equal(3, await turns.TakeAsync(() => Task.FromResult(3), Cancellation));
    }

    private Task<DeviceHistory> Ask() => _reader.ReadAsync(Rounds.Device(1), s_range, Cancellation);
}
