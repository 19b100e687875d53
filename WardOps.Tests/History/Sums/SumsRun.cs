using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Tests.History.Sums;

/// <summary>One process after the other on one clock and one store, as far as sums are concerned.</summary>
internal sealed class SumsRun : IDisposable
{
    public SumsRun(DateTimeOffset now, int devices = 2)
    {
        Time = new FakeTimeProvider(now);
        Catalog.Swap(Enumerable.Range(1, devices).Select(i => Rounds.Device(i)));
        Start();
    }

    public FakeTimeProvider Time { get; }

    public DeviceCatalog Catalog { get; } = new();

    public SampleStore Store { get; } = new();

    public RoundLedger Ledger { get; private set; } = null!;

    public RollingSums Sums { get; private set; } = null!;

    public SumsCheck Check { get; private set; } = null!;

    public SumsRebuild Rebuild { get; private set; } = null!;

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>WardOps begins, anew if it ran.</summary>
    public void Start()
    {
        Rebuild?.Dispose();
        Check?.Dispose();
        Ledger = new RoundLedger();
        Sums = new RollingSums(Catalog, ProbePolicy.Default, Time);
        Check = new SumsCheck(Sums, Store, Ledger, Catalog, SumsPace.Standard, Time, NullLogger<SumsCheck>.Instance);
        Rebuild = new SumsRebuild(Sums, Store, Catalog, Time, NullLogger<SumsRebuild>.Instance);
    }

    /// <summary>The rounds of some time, as they close; all devices the same.</summary>
    /// <param name="length">How long.</param>
    /// <param name="result">What every device has.</param>
    /// <param name="isSent">Whether the store gets them and says so.</param>
    /// <returns>The rounds.</returns>
    public List<Round> Live(TimeSpan length, DeviceRound result, bool isSent = true)
    {
        var rounds = new List<Round>();
        for (var end = Now + length; Now < end; Time.Advance(Rounds.Interval))
        {
            var round = Rounds.At(Rounds.Align(Now), Catalog.Current, [.. Enumerable.Repeat(result, Catalog.Current.Devices.Length)]);
            rounds.Add(round);
            Sums.Add(round);
            if (isSent)
            {
                Send(round);
            }
            else
            {
                Ledger.Spooled(round.At, Rounds.Interval, Catalog.Current.Devices.Length);
            }
        }

        return rounds;
    }

    public void Send(Round round)
    {
        Store.Add(round);
        Ledger.Acknowledged(round.At, Rounds.Interval, Catalog.Current.Devices.Length);
    }

    /// <summary>Reads the past back to its end; the clock goes on while the store refuses.</summary>
    public async Task RebuildAsync()
    {
        if (Rebuild.ExecuteTask is null)
        {
            await Rebuild.StartAsync(TestContext.Current.CancellationToken);
        }

        for (var i = 0; Sums.RebuiltMonthShare < 1; i++)
        {
            Assert.True(i < 100_000 && !Rebuild.ExecuteTask!.IsCompleted, "It does not come to its end.");
            await Task.Delay(1, TestContext.Current.CancellationToken);
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>As many looks at what is to be compared, 15 seconds apart.</summary>
    public async Task TickAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Time.Advance(SumsPace.Standard.Tick);
            await Check.TickAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        Rebuild.Dispose();
        Check.Dispose();
    }
}
