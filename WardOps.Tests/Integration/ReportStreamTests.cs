using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WardOps.Core.History;
using WardOps.Core.History.Reports;
using WardOps.Tests.History;
using WardOps.Web.Api;
using WardOps.Web.Hosting;

namespace WardOps.Tests.Integration;

/// <summary>A report of 100,000 rows over a real socket: what leaves when, and what a failure half way looks like to a client.</summary>
public sealed class ReportStreamTests : IAsyncLifetime
{
    private const int Rows = 100_000;

    private static readonly DateTimeOffset s_from = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private Action _beforeTheLast = () => { };
    private GatedRows? _rows;

    public ReportStreamTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddApi().AddWardOpsCompression();
        _app = builder.Build();
        _app.UseWardOpsCompression();
        _app.UseWardOpsErrors();
        _app.MapGet("/api/report", (bool csv) => new UptimeReportResult(Report(), csv));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancellation);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, "br")]
    [InlineData(false, "gzip")]
    public async Task Bytes_arrive_before_the_last_row_is_made(bool csv, string? encoding)
    {
        using var arrived = new ManualResetEventSlim();
        _beforeTheLast = () => Assert.True(arrived.Wait(TimeSpan.FromSeconds(60)), "Nothing has arrived yet.");

        using var reply = await AskAsync(csv, encoding);
        await using var body = await reply.Content.ReadAsStreamAsync(Cancellation);
        var first = new byte[1024];
        await body.ReadExactlyAsync(first, Cancellation);
        Assert.True(_rows!.Made < Rows);
        arrived.Set();
        await body.CopyToAsync(Stream.Null, Cancellation);

        Assert.Equal(encoding ?? "", string.Join(',', reply.Content.Headers.ContentEncoding));
        Assert.Equal(Rows, _rows.Made);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_does_not_read_holds_the_rows_back(bool csv)
    {
        using var reply = await AskAsync(csv, null);

        var before = -1;
        await Eventually.TrueAsync(async () =>
        {
            var was = before;
            before = _rows!.Made;
            await Task.Delay(200, Cancellation);
            return was == before;
        });
        Assert.InRange(_rows!.Made, 1, Rows - 1);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, "gzip")]
    [InlineData(false, "br")]
    public async Task A_row_that_fails_breaks_the_connection_off(bool csv, string? encoding)
    {
        _beforeTheLast = () => throw new InvalidOperationException("This row cannot be made.");

        using var reply = await AskAsync(csv, encoding);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => reply.Content.CopyToAsync(Stream.Null, Cancellation));
    }

    private async Task<HttpResponseMessage> AskAsync(bool csv, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/report?csv={csv}");
        if (encoding is not null)
        {
            request.Headers.AcceptEncoding.ParseAdd(encoding);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private UptimeReport Report()
    {
        _rows = new GatedRows(Rows, Row, () => _beforeTheLast());
        return new UptimeReport(s_from, s_from.AddDays(30), ReportGrouping.Device, Row(0), 0, _rows);
    }

    private static ReportRow Row(int number)
    {
        var device = Rounds.Device(number, $"ფილიალი {number * 7919L}");
        return new ReportRow(device, device.Name, device.Region, device.Branch, 1, 0, new Uptime(2_592_000 - number, number, 0));
    }
}
