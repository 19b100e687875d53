using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;
using WardOps.Tests.History.Spool;

namespace WardOps.Tests.History.Ledger;

/// <summary>Reading back and the spool together, where nobody notices that the store was killed: a cluster, or a proxy.</summary>
public sealed class ForgottenRoundsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(SpoolBox.Start);
    private readonly string _data = SpoolBox.NewFolder();
    private readonly OutgoingRound _out = new();
    private readonly ScriptedCounts _store = new();
    private readonly HashSet<DateTimeOffset> _forgotten = [];
    private readonly RoundLedger _ledger;
    private readonly RoundSpool _spool;

    public ForgottenRoundsTests()
    {
        _ledger = new RoundLedger(_time);
        _spool = new RoundSpool(
            new SpoolLimits(Path.Combine(_data, "spool"), 64 << 20, TimeSpan.FromDays(7), 1 << 20), _ledger, _time, NullLogger<RoundSpool>.Instance);
    }

    public void Dispose()
    {
        _spool.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(80)]
    [InlineData(600)]
    public async Task Rounds_that_the_store_forgot_are_noticed_while_the_spool_still_has_them(int questionMs)
    {
        _store.Takes = () => _time.Advance(TimeSpan.FromMilliseconds(questionMs));
        var readBack = new RoundReadBack(_ledger, _store, _spool, new ReadBackState(), _time, NullLogger<RoundReadBack>.Instance);
        var asksAt = _time.GetUtcNow();
        for (var number = 0; number < 180; number++)
        {
            _spool.Append(SpoolBox.Head(number, 100), SpoolBox.Body(number, 100));
            Send(isForgotten: number % 20 == 7);
            while (_time.GetUtcNow() < SpoolBox.At(number + 1))
            {
                if (_time.GetUtcNow() >= asksAt)
                {
                    var pause = await readBack.StepAsync(TestContext.Current.CancellationToken);
                    asksAt = _time.GetUtcNow() + pause;
                }

                _time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Equal(9, _forgotten.Count);
        Assert.Equal(0, _ledger.Summary(SpoolBox.At(0), SpoolBox.At(180)).Counts[RoundFate.Missing]);
        Assert.All(_forgotten.Order().SkipLast(1), at => Assert.True(_store.Has.ContainsKey(at), $"The round of {at} was never sent again."));
    }

    /// <summary>Whoever is forgotten once is not forgotten when it is sent again.</summary>
    private void Send(bool isForgotten)
    {
        while (_spool.TryTake(_out))
        {
            if (!isForgotten || !_forgotten.Add(_out.Head.At))
            {
                _store.Has[_out.Head.At] = 1;
            }

            _spool.Acknowledge(_out);
        }
    }
}
