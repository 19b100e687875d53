using System.IO.Compression;
using System.Net;
using System.Text;
using WardOps.Core.History;
using WardOps.Core.History.Victoria.Transport;
using static WardOps.Tests.Integration.HostileServer;

namespace WardOps.Tests.Integration;

/// <summary>A VictoriaMetrics that answers garbage, half a body, or hangs: a clear error each, and nothing waits longer than it must.</summary>
public sealed class HostileVictoriaTests
{
    private const string Head = "HTTP/1.1 200 OK\r\n";
    private const string Good = """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"x"},"value":[1,"2"]}]}}""";
    private const string Line = "{\"metric\":{\"__name__\":\"x\"},\"values\":[1],\"timestamps\":[1]}\n";

    private static readonly TransportLimits s_limits = new() { MostBytes = 1024 * 1024, MostPoints = 1000 };
    private static readonly TransportLimits s_impatient = s_limits with
    {
        QueryTimeout = TimeSpan.FromMilliseconds(300), ImportTimeout = TimeSpan.FromMilliseconds(300), PageTimeout = TimeSpan.FromMilliseconds(300),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kept_alive_connection_that_was_closed_is_tried_again_once()
    {
        // The server takes the second request on the same connection and closes without a word.
        await using var server = new HostileServer(Answer(Good), Send(""), Answer(Good), Send(""), Answer("", status: 204), Send(""), Send(""));
        using var client = new TestClient(server.Address);
        Assert.Single(await QueryAsync(client));
        Assert.Single(await QueryAsync(client));
        Assert.Equal(3, server.Requests);
        using (var answer = await client.Client.ImportAsync("x 1"u8.ToArray(), isGzip: false, Token))
        {
            Assert.Equal((HttpStatusCode.NoContent, 5), (answer.StatusCode, server.Requests));
        }

        // Once, and no more.
        await Assert.ThrowsAsync<HttpRequestException>(() => client.Client.ImportAsync("x 1"u8.ToArray(), isGzip: false, Token));
        Assert.Equal(7, server.Requests);
    }

    [Fact]
    public async Task A_new_connection_that_is_closed_on_a_body_is_not_tried_again_at_once()
    {
        await using var server = new HostileServer(Send(""));
        using var client = new TestClient(server.Address);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.Client.ImportAsync("x 1"u8.ToArray(), isGzip: false, Token));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_reset_before_the_body_of_an_answer_is_tried_again_once()
    {
        await using var server = new HostileServer(SendAndReset(Head + "Content-Length: 1000\r\n\r\n"), Answer(Good));
        using var client = new TestClient(server.Address);
        Assert.Single(await QueryAsync(client));
        Assert.Equal(2, server.Requests);

        await using var worse = new HostileServer(SendAndReset(""));
        using var other = new TestClient(worse.Address);
        Assert.Contains("cannot be reached", await FaultAsync(() => QueryAsync(other)), StringComparison.Ordinal);
        Assert.Equal(2, worse.Requests);
    }

    [Fact]
    public async Task Half_a_body_is_an_error_that_is_not_asked_for_twice()
    {
        await using var server = new HostileServer(Send($"{Head}Content-Length: 1000\r\n\r\n{Good[..40]}"), SendAndReset($"{Head}Transfer-Encoding: chunked\r\n\r\n3d\r\n{Line}\r\n"));
        using var client = new TestClient(server.Address);
        Assert.Contains("broke off in the middle", await FaultAsync(() => QueryAsync(client)), StringComparison.Ordinal);
        // A whole line and no end: one series, of how many?
        Assert.Contains("broke off in the middle", await FaultAsync(() => ExportAsync(client)), StringComparison.Ordinal);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task A_hang_ends_after_the_time_out_wherever_it_comes()
    {
        await using var server = new HostileServer(SendAndHang(""), SendAndHang($"{Head}Content-Length: 1000\r\n\r\n{Good[..40]}"), SendAndHang(""));
        using var client = new TestClient(server.Address, s_impatient);
        Assert.Contains("did not answer x within 0.3 seconds", await FaultAsync(() => QueryAsync(client)), StringComparison.Ordinal);
        Assert.Contains("after 40 bytes", await FaultAsync(() => QueryAsync(client)), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Client.ImportAsync("x 1"u8.ToArray(), isGzip: false, Token));
        var state = await client.Client.StatusAsync(Token);
        Assert.False(state.Answers);
        Assert.Contains("0.3 seconds", state.Problem, StringComparison.Ordinal);
        var batch = await FaultAsync(() => client.Client.WriteSampleAsync(new("x", [], TimeProvider.System.GetUtcNow(), 1), Token));
        Assert.Contains("did not take a batch of 1 samples", batch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_let_go_at_once()
    {
        await using var server = new HostileServer(SendAndHang(""), SendAndHang($"{Head}Transfer-Encoding: chunked\r\n\r\n3d\r\n{Line}\r\n"));
        using var client = new TestClient(server.Address, s_limits with { QueryTimeout = TimeSpan.FromMinutes(5) });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Client.QueryAsync("x", DateTimeOffset.UnixEpoch, patience.Token));
        using var more = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var series in client.Client.ExportSeriesAsync("x", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), more.Token))
            {
                Assert.Equal("x", series.Name);
                await more.CancelAsync();
            }
        });
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "cannot be reached")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nUNKNOW", "unreadable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "unreadable")]
    [InlineData("HTTP/1.1 204 x\r\n\r\n", "unreadable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<h1>Login</h1>", "login page")]
    [InlineData("HTTP/1.1 302 x\r\nLocation: https://u:s3cret@sso.bank/login?token=s3cret\r\nContent-Length: 0\r\n\r\n", "on to https://sso.bank/login (302)")]
    [InlineData("HTTP/1.1 401 x\r\nContent-Length: 0\r\n\r\n", "VICTORIA_USERNAME")]
    [InlineData("HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n", "VICTORIA_TENANT")]
    [InlineData("HTTP/1.1 503 x\r\nContent-Length: 40\r\n\r\n{\"status\":\"error\",\"error\":\"overloaded\"}  ", "503: overloaded")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx", "Content-Encoding: br")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot a gzip..", "cannot be trusted")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 30000000000\r\n\r\n{", "more than 1048576 bytes")]
    public async Task What_is_no_answer_is_an_error_in_words(string answer, string word)
    {
        await using var server = new HostileServer(Send(answer));
        using var client = new TestClient(server.Address, s_limits);
        foreach (var ask in new Func<Task>[] { () => QueryAsync(client), () => ExportAsync(client), () => client.Client.SeriesCountAsync(Token) })
        {
            // An empty export is an answer: nothing is stored.
            if (!answer.Contains("Length: 0", StringComparison.Ordinal) && !answer.Contains(" 204 ", StringComparison.Ordinal))
            {
                Assert.Contains(word, await FaultAsync(ask), StringComparison.Ordinal);
            }
        }

        var fault = await FaultAsync(() => QueryAsync(client));
        Assert.Contains(word, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
        Assert.False((await client.Client.StatusAsync(Token)).Answers);
    }

    [Fact]
    public async Task An_answer_without_end_ends_at_the_limit_of_bytes_or_of_time()
    {
        var values = string.Concat(Enumerable.Repeat("1,", 4000));
        await using var server = new HostileServer(
            SendForEver(Head, Line),
            SendForEver(Head, values),
            SendForEver($"{Head}Content-Type: text/html\r\n", values),
            SendForEver(Head, " ", TimeSpan.FromMilliseconds(20)));
        using var client = new TestClient(server.Address, s_limits);
        Assert.Contains("more than 1000 values", await FaultAsync(() => ExportAsync(client)), StringComparison.Ordinal);
        Assert.Contains("more than 1048576 bytes", await FaultAsync(() => ExportAsync(client)), StringComparison.Ordinal);
        Assert.Contains("web page", await FaultAsync(() => QueryAsync(client)), StringComparison.Ordinal);
        using var impatient = new TestClient(server.Address, s_impatient);
        Assert.Contains("did not come to the end", await FaultAsync(() => QueryAsync(impatient)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_billion_points_are_not_taken_into_memory()
    {
        var series = "{\"metric\":{},\"values\":[" + string.Join(',', Enumerable.Repeat("[1,\"1\"]", 2000)) + "]}";
        await using var server = new HostileServer(Answer($"{{\"status\":\"success\",\"data\":{{\"result\":[{series},{series}]}}}}"));
        using var client = new TestClient(server.Address, s_limits);
        Assert.Contains("more than 1000 values", await FaultAsync(() => QueryAsync(client)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_is_read_whole_or_not_at_all()
    {
        // Noise does not pack, so that every cut is a cut of lines.
        var lines = string.Concat(Enumerable.Range(0, 400).Select(i => Line.Replace("\"x\"", $"\"x{(i * 7919 % 10007) + (i * 104729 % 99991)}\"", StringComparison.Ordinal)));
        var packed = Pack(lines);
        await using var server = new HostileServer(
            Answer(packed, "Content-Encoding: gzip\r\n"),
            Answer(packed[..^9], "Content-Encoding: gzip\r\n"),
            Answer(packed[..(packed.Length / 2)], "Content-Encoding: gzip\r\n"),
            Answer([], "Content-Encoding: gzip\r\n"),
            Answer(Pack(new string('\n', 2 * 1024 * 1024)), "Content-Encoding: gzip\r\n"));
        using var client = new TestClient(server.Address, s_limits);
        Assert.Equal(400, (await ExportAsync(client)).Count);
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("cannot be trusted to be whole", await FaultAsync(() => ExportAsync(client)), StringComparison.Ordinal);
        }

        Assert.Contains("more than 1048576 bytes", await FaultAsync(() => ExportAsync(client)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_without_a_told_end_are_not_trusted_and_an_object_is()
    {
        await using var server = new HostileServer(Send($"{Head}\r\n{Line}"), Send($"{Head}\r\n{Good}"), Send($"HTTP/1.0 200 OK\r\n\r\n{Good[..^1]}"));
        using var client = new TestClient(server.Address, s_limits);
        Assert.Contains("where the answer ends", await FaultAsync(() => ExportAsync(client)), StringComparison.Ordinal);
        Assert.Single(await QueryAsync(client));
        Assert.Contains("unreadable", await FaultAsync(() => QueryAsync(client)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_other_side_repeats_is_not_repeated()
    {
        var credentials = VictoriaCredentials.Basic("ward", "s3cret");
        await using var server = new HostileServer(Answer($"you sent {credentials.Header} and s3cret", status: 500));
        using var client = new TestClient(VictoriaRoutes.SingleNode(server.Address, credentials));
        var said = new StringBuilder(await FaultAsync(() => QueryAsync(client)));
        said.Append(await FaultAsync(() => client.Client.ResetCacheAsync(Token)));
        said.Append(await FaultAsync(() => client.Client.WriteSampleAsync(new("x", [], TimeProvider.System.GetUtcNow(), 1), Token)));
        said.Append((await client.Client.StatusAsync(Token)).Problem);
        using (var answer = await client.Client.ImportAsync("x 1"u8.ToArray(), isGzip: false, Token))
        {
            said.Append(await answer.Content.ReadAsStringAsync(Token));
        }

        Assert.Contains("you sent Basic ***", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(credentials.Header!.Parameter!, said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_a_body_comes_with_its_beginning_however_long_it_is()
    {
        await using var server = new HostileServer(SendForEver("HTTP/1.1 400 x\r\n", new string('e', 5000)), SendForEver("HTTP/1.1 200 x\r\n", "e"));
        using var client = new TestClient(server.Address, s_limits);
        using var refused = await client.Client.ImportAsync("x 1"u8.ToArray(), isGzip: false, Token);
        Assert.Equal((HttpStatusCode.BadRequest, 4096), (refused.StatusCode, (await refused.Content.ReadAsStringAsync(Token)).Length));
        using var taken = await client.Client.ImportAsync("x 1"u8.ToArray(), isGzip: false, Token);
        Assert.True(taken.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Nobody_there_is_said_with_the_reason()
    {
        using var client = new TestClient(new Uri("http://127.0.0.1:9/"));
        var fault = await FaultAsync(() => QueryAsync(client));
        Assert.Contains("cannot be reached for x: Connection refused", fault, StringComparison.Ordinal);
        Assert.Contains("VICTORIA_URL", fault, StringComparison.Ordinal);
        Assert.False(await client.Client.IsHealthyAsync(new Uri("http://127.0.0.1:9/"), Token));
    }

    private static Task<List<Core.History.Victoria.VictoriaSeries>> QueryAsync(TestClient client) => client.Client.QueryAsync("x", DateTimeOffset.UnixEpoch, Token);

    private static Task<List<Core.History.Victoria.VictoriaSeries>> ExportAsync(TestClient client)
        => client.Client.ExportAsync("x", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), Token);

    private static async Task<string> FaultAsync(Func<Task> ask) => (await Assert.ThrowsAsync<HistoryUnavailableException>(ask)).Message;

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
