using WardOps.Core.History.Victoria;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>
/// A real server with an hour of four devices of which everything is known, written through the client: A has a gap, two outages and a new name
/// in the middle of the second one, B was down longer, C never, D before the hour only.
/// </summary>
public sealed class ClientTruth : IAsyncLifetime
{
    public const int RoundCount = 360;
    public static readonly Guid A = Rounds.IdOf(1);
    public static readonly Guid B = Rounds.IdOf(2);
    public static readonly Guid C = Rounds.IdOf(3);
    public static readonly Guid D = Rounds.IdOf(4);

    private TestClient? _client;

    public VictoriaServer Server { get; private set; } = null!;

    public VictoriaClient Client => _client!.Client;

    /// <summary>On a full hour, so that steps of an hour hold it whole.</summary>
    public DateTimeOffset From { get; } = DateTimeOffset.UnixEpoch.AddHours((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3600) - 2);

    public DateTimeOffset To => From.AddHours(1);

    /// <summary>Status of A in a round; null in the gap.</summary>
    public static double? StatusOfA(int round) => round switch
    {
        >= 100 and < 120 => null,
        (>= 50 and < 60) or (>= 175 and < 185) => 0,
        _ => 1,
    };

    public async ValueTask InitializeAsync()
    {
        Server = await VictoriaServer.StartAsync();
        _client = new TestClient(Server.Address);
        var samples = new List<VictoriaSample>();
        for (var i = -30; i < RoundCount; i++)
        {
            if (i >= 0 && StatusOfA(i) is { } status)
            {
                samples.Add(Sample(A, i, status, i < 180 ? "Old" : "New", i < 180 ? "Main" : "Side"));
            }

            samples.Add(Sample(B, i, i < 100 ? 0 : 1, "B", "Main"));
            samples.Add(Sample(C, i, 1, "C", "Main"));
            samples.Add(Sample(D, i, i < 0 ? 0 : 1, "D", "Main"));
        }

        await Client.WriteBatchAsync(samples, CancellationToken.None);
        await Server.FlushAsync();
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        Server?.Dispose();
        return ValueTask.CompletedTask;
    }

    private VictoriaSample Sample(Guid id, int round, double value, string name, string branch) => new(
        Metrics.Status, [new("device_id", id.ToString("D")), new("device_name", name), new("branch", branch)], From + (round * Rounds.Interval), value);
}
