using System.Text;
using WardOps.Core.History.Victoria;
using WardOps.Core.History.Victoria.Answers;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Tests.History.Victoria;

/// <summary>An answer of bytes that come in pieces, without a server.</summary>
internal static class Answer
{
    public static async Task<List<VictoriaSeries>> QueryAsync(byte[] body, int piece = int.MaxValue, int mostPoints = 1_000_000)
    {
        await using var answer = await OpenAsync(body, piece);
        return await QueryResult.ReadAsync(answer, mostPoints);
    }

    public static Task<List<VictoriaSeries>> QueryAsync(string body) => QueryAsync(Encoding.UTF8.GetBytes(body));

    public static async Task<List<VictoriaSeries>> ExportAsync(byte[] body, int piece = int.MaxValue)
    {
        await using var answer = await OpenAsync(body, piece);
        var all = new List<VictoriaSeries>();
        await foreach (var series in ExportLines.ReadAsync(answer, TestContext.Current.CancellationToken))
        {
            all.Add(series);
        }

        return all;
    }

    public static Task<List<VictoriaSeries>> ExportAsync(string body) => ExportAsync(Encoding.UTF8.GetBytes(body));

    private static async Task<VictoriaAnswer> OpenAsync(byte[] body, int piece)
    {
        var answer = new VictoriaAnswer(
            new Pieces(body, piece),
            null,
            new Deadline(TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken),
            new VictoriaFaults("the query", "a minute", VictoriaCredentials.None),
            mostBytes: long.MaxValue);
        await answer.BeginAsync();
        return answer;
    }

    /// <summary>Gives at most so many bytes at a time, as a network does.</summary>
    private sealed class Pieces(byte[] body, int piece) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
