using System.Collections.Concurrent;
using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Spool;

/// <summary>One thread spools, one sends, the disk fills up and empties under them, and the server restarts all the time.</summary>
public sealed class SpoolThreadsTests
{
    private const int Rounds = 1500;

    [Fact]
    public async Task Rounds_SpooledAndSentAtOnce_OnADiskThatComesAndGoes_AllArrive()
    {
        using var disk = new TinyDisk(4 * 1024);
        using var box = new SpoolBox(disk.Spool, age: TimeSpan.FromDays(400), memory: 64 << 20);
        var sent = new ConcurrentDictionary<int, int>();
        var (isSpooled, wasInMemory) = (false, 0);

        var spooling = Task.Run(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                if (i % 50 == 10)
                {
                    disk.Fill();
                }

                if (i % 50 == 35)
                {
                    disk.MakeRoom();
                    box.Time.Advance(TimeSpan.FromSeconds(6));
                }

                box.Append(i, 1000);
                wasInMemory += box.Spool.Counts.InMemory > 0 ? 1 : 0;
            }

            Volatile.Write(ref isSpooled, true);
        }, TestContext.Current.CancellationToken);
        var sending = Task.Run(() =>
        {
            for (var i = 1; !Volatile.Read(ref isSpooled) || box.Spool.Counts.Waiting > 0; i++)
            {
                if (box.Send() is { } number)
                {
                    sent.AddOrUpdate(number, 1, (_, n) => n + 1);
                }

                if (i % 200 == 0 && !Volatile.Read(ref isSpooled))
                {
                    box.Spool.Replay();
                }
            }
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll(spooling, sending);

        Assert.Equal(Enumerable.Range(0, Rounds), sent.Keys.Order());
        Assert.Equal(0, box.Spool.Losses.Total);
        Assert.All(Enumerable.Range(0, Rounds), i => Assert.Equal((RoundFate.Acknowledged, GapReason.None), box.FateOf(i)));
        Assert.True(wasInMemory > 0 && sent.Values.Max() > 1, $"Rounds were seen in memory {wasInMemory} times, and the busiest was sent {sent.Values.Max()} times.");
    }
}
