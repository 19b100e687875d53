using Microsoft.EntityFrameworkCore;
using WardOps.Core.Devices;
using WardOps.Core.Status;
using WardOps.Core.Storage;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Status;

/// <summary>What the stored states promise, on either database.</summary>
public abstract class StateStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_then = new(2026, 3, 1, 10, 20, 30, 123, 456, TimeSpan.Zero);

    private StoreFixture _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IStateStore States => _store.Get<IStateStore>();

    public async ValueTask InitializeAsync()
    {
        _store = await CreateAsync();
        await _store.OpenAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    protected abstract Task<StoreFixture> CreateAsync();

    [Fact]
    public async Task Load_Empty_HasNothing()
    {
        var board = await States.LoadAsync(Cancellation);

        Assert.Empty(board.States);
        Assert.Null(board.LastRound);
    }

    [Fact]
    public async Task Save_ThenLoad_GivesBackTheSameToTheMicrosecond()
    {
        var (a, b, c) = (await AddAsync(1), await AddAsync(2), await AddAsync(3));
        StoredState[] states =
        [
            new(a, DeviceStatus.Unknown, DeviceFlags.Disabled, null, null, null, 1),   // nothing but nulls first: arrays must not take their type from it
            new(b, DeviceStatus.Down, DeviceFlags.None, s_then, s_then, s_then.AddSeconds(-2), 7),
            new(c, DeviceStatus.Up, DeviceFlags.Maintenance | DeviceFlags.Flapping, s_then.AddDays(-1), null, s_then, long.MaxValue),
        ];
        var round = new RoundMark(177_236_403, s_then, s_then.AddSeconds(11));

        await States.SaveAsync(new PendingWrite(states, round), Cancellation);
        var board = await States.LoadAsync(Cancellation);

        Assert.Equal(states, board.States.OrderBy(s => s.Version));
        Assert.Equal(round, board.LastRound);
    }

    [Fact]
    public async Task Save_OlderVersion_NeverReplacesANewerOne()
    {
        var id = await AddAsync(1);
        await States.SaveAsync(new PendingWrite([State(id, DeviceStatus.Down, 5)], null), Cancellation);

        await States.SaveAsync(new PendingWrite([State(id, DeviceStatus.Up, 4)], null), Cancellation);
        Assert.Equal(DeviceStatus.Down, Assert.Single((await States.LoadAsync(Cancellation)).States).Status);

        await States.SaveAsync(new PendingWrite([State(id, DeviceStatus.Up, 6)], null), Cancellation);
        Assert.Equal(DeviceStatus.Up, Assert.Single((await States.LoadAsync(Cancellation)).States).Status);
    }

    [Fact]
    public async Task Save_DeviceDeletedMeanwhile_IsLeftOutAndTheRestIsWritten()
    {
        var (gone, stays) = (await AddAsync(1), await AddAsync(2));
        await States.SaveAsync(new PendingWrite([State(gone, DeviceStatus.Up, 1)], null), Cancellation);
        await _store.Get<DeviceEditor>().RemoveAsync(gone, Cancellation);

        await States.SaveAsync(new PendingWrite([State(gone, DeviceStatus.Down, 2), State(stays, DeviceStatus.Down, 2)], null), Cancellation);

        Assert.Equal(stays, Assert.Single((await States.LoadAsync(Cancellation)).States).DeviceId);
    }

    [Fact]
    public async Task Save_RoundOnly_ReplacesTheRoundOfThisNode()
    {
        await States.SaveAsync(new PendingWrite([], new RoundMark(1, s_then, s_then.AddSeconds(10))), Cancellation);
        await States.SaveAsync(new PendingWrite([], new RoundMark(2, s_then.AddSeconds(10), s_then.AddSeconds(20))), Cancellation);

        Assert.Equal(2, (await States.LoadAsync(Cancellation)).LastRound!.Number);
    }

    [Fact]
    public async Task Save_ManyAtOnceFromTwoSides_AllArriveAndTheNewestWins()
    {
        var ids = new List<Guid>();
        for (var i = 1; i <= 20; i++)
        {
            ids.Add(await AddAsync(i));
        }

        await Task.WhenAll(Enumerable.Range(1, 40).Select(version => Task.Run(
            () => States.SaveAsync(new PendingWrite([.. ids.Select(id => State(id, DeviceStatus.Up, version))], null), Cancellation))));

        Assert.All((await States.LoadAsync(Cancellation)).States, s => Assert.Equal(40, s.Version));
    }

    [Fact]
    public async Task View_UpAndDown_HasTheOneTrueLastPing()
    {
        var (up, down, never) = (await AddAsync(1), await AddAsync(2), await AddAsync(3));
        await States.SaveAsync(
            new PendingWrite(
                [State(up, DeviceStatus.Up, 1) with { LastPingAt = s_then }, State(down, DeviceStatus.Down, 1) with { DownSince = s_then, LastPingAt = s_then }],
                new RoundMark(1, s_then.AddMinutes(1), s_then.AddMinutes(2))),
            Cancellation);

        Assert.Equal(("up", s_then.AddMinutes(2)), await ViewAsync(up));
        Assert.Equal(("down", s_then), await ViewAsync(down));
        Assert.Equal(("unknown", null), await ViewAsync(never));
    }

    private static StoredState State(Guid id, DeviceStatus status, long version)
        => new(id, status, DeviceFlags.None, s_then, status == DeviceStatus.Down ? s_then : null, null, version);

    private async Task<Guid> AddAsync(int number)
        => (await _store.Get<DeviceEditor>().AddAsync(new DeviceDraft($"d{number}", $"127.64.0.{number}", "Batumi", "Achara", "ATM"), Cancellation)).Id!.Value;

    private async Task<(string Status, DateTimeOffset? LastPing)> ViewAsync(Guid id)
    {
        await using var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);
        await db.Database.OpenConnectionAsync(Cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT status, last_ping_at FROM device_status WHERE id = @id";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", id);
        command.Parameters.Add(parameter);
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        Assert.True(await row.ReadAsync(Cancellation));
        return (row.GetString(0), row.IsDBNull(1) ? null : Time(row.GetValue(1)));
    }

    private static DateTimeOffset Time(object value) => value switch
    {
        DateTime time => new DateTimeOffset(time, TimeSpan.Zero),
        // SQLite's own text of a time ends at the millisecond
        string text => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).AddMicroseconds(s_then.Microsecond),
        _ => throw new InvalidCastException(value.GetType().Name),
    };
}
