using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using WardOps.Core.History.Reports;

namespace WardOps.Web.Api;

/// <summary>
/// Writes a report to the response row by row. Should a row fail when others have left already, the connection is broken off: half a report must
/// not look like a whole one.
/// </summary>
internal sealed class UptimeReportResult(UptimeReport report, bool isCsv) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            await (isCsv ? WriteCsvAsync(httpContext) : WriteJsonAsync(httpContext));
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to whom anything could be said.
        }
        catch (Exception ex) when (httpContext.Response.HasStarted)
        {
            httpContext.RequestServices.GetRequiredService<ILogger<UptimeReportResult>>().ReportBrokenOff(ex);
            httpContext.Abort();
        }
    }

    private Task WriteCsvAsync(HttpContext http)
    {
        http.Response.ContentType = $"{UptimeCsv.ContentType}; charset=utf-8; header=present";
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = UptimeCsv.FileName(report) }.ToString();
        return UptimeCsv.WriteAsync(report, http.Response.Body, http.RequestAborted);
    }

    private Task WriteJsonAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return JsonSerializer.SerializeAsync(http.Response.BodyWriter, UptimeReportReply.Of(report), options, http.RequestAborted);
    }
}
