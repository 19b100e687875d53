using System.Globalization;
using CsCheck;
using WardOps.Core.History.Victoria;

namespace WardOps.Tests.Integration;

/// <summary>What was written under a hostile value is found under it, and nothing else is.</summary>
public sealed class VictoriaEscapeTests
{
    // Whatever has a meaning to the text format, to MetricsQL, to RE2 or to the index, and what looks like it.
    private const string Hostile = "\"'`\\\n\r\t\0\u0001\u007f\u0085{}[]()<>,=~!|.*+?^$#/-&;:@% aA0ფივÄİß\u2028\ufeff\ufffd\ud800\ud83d\ude00nrxpQE";

    private static readonly string[] s_known =
    [
        "a|b", ".*", "\\Q.\\E", "(?i)a", "[a-z]", "\\d", "^a$", "a{2}", "\\", "\\\\", "\"", "\\\"", "\n", "\\n", "C:\\new\\x", "{x=\"y\"}", "a\" or b=\"", "} 1 2\nb{", "\\x{41}", "\\p{L}", "a\\",
    ];

    private static readonly Gen<string> s_values = Gen.OneOf(
        Gen.String[Gen.Char[Hostile], 1, 6],
        Gen.String[Gen.Char["ab.|*\\"], 1, 3],
        Gen.Int[0, s_known.Length - 1].Select(i => s_known[i]));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_value_is_found_by_itself_and_by_its_expression_and_by_no_other()
    {
        using var server = await VictoriaServer.StartAsync();
        using var client = new TestClient(server.Address);
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        var run = 0;
        s_values.Array[30].Sample(
            values => CheckAsync(server, client.Client, $"escape_{Interlocked.Increment(ref run)}", values, at).GetAwaiter().GetResult(), iter: 25, threads: 1);
    }

    [Fact]
    public async Task A_value_too_long_to_be_stored_is_found_by_its_beginning()
    {
        using var server = await VictoriaServer.StartAsync();
        using var client = new TestClient(server.Address);
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        var value = "a." + new string('ფ', 10_000);
        await client.Client.WriteSampleAsync(new VictoriaSample("long", [new("v", value)], at, 1), Token);
        await server.FlushAsync();
        var found = Assert.Single(await client.Client.ExportAsync($"long{{v=\"{LabelText.ForSelector(value)}\"}}", at.AddMinutes(-1), at.AddMinutes(1), Token));
        Assert.Equal("a." + new string('ფ', 5460), found.Label("v"));
        Assert.Single(await client.Client.ExportAsync($"long{{v=~\"{RegexText.ForSelector(value)}\"}}", at.AddMinutes(-1), at.AddMinutes(1), Token));
    }

    private static async Task CheckAsync(VictoriaServer server, VictoriaClient client, string metric, string[] values, DateTimeOffset at)
    {
        // Two values that are stored alike are one.
        var distinct = values.DistinctBy(LabelText.Stored).ToArray();
        await client.WriteBatchAsync(
            [.. distinct.Select((value, i) => new VictoriaSample(metric, [new("v", value), new("i", Number(i))], at, i))], Token);
        await server.FlushAsync();
        for (var i = 0; i < distinct.Length; i++)
        {
            var exact = await FindAsync($"v=\"{LabelText.ForSelector(distinct[i])}\"");
            Assert.Equal([Number(i)], exact.Select(s => s.Label("i")));
            Assert.Equal(LabelText.Stored(distinct[i]), exact[0].Label("v"));
            var byExpression = await FindAsync($"v=~\"{RegexText.ForSelector(distinct[i])}\"");
            Assert.Equal([Number(i)], byExpression.Select(s => s.Label("i")));
            var others = await FindAsync($"v!~\"{RegexText.ForSelector(distinct[i])}\"");
            Assert.Equal(distinct.Length - 1, others.Count);
        }

        var some = distinct.Where((_, i) => i % 3 == 0).ToArray();
        var any = await FindAsync($"v=~\"{RegexText.AnyOf(some)}\"");
        Assert.Equal(some.Select(LabelText.Stored).Order(StringComparer.Ordinal), any.Select(s => s.Label("v")).Order(StringComparer.Ordinal));

        Task<List<VictoriaSeries>> FindAsync(string filter)
            => client.ExportAsync($"{metric}{{{filter}}}", at.AddMinutes(-1), at.AddMinutes(1), Token);
    }

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
