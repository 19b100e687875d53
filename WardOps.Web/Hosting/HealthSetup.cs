using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WardOps.Core.Diagnostics;

namespace WardOps.Web.Hosting;

public static class HealthSetup
{
    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: what it depends on, each with what is wrong and what to do; 503 while something is missing.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", (BuildInfo build) => TypedResults.Ok(new HealthReply("ok", build.Version, build.BuildId))).ExcludeFromDescription();
        app.MapHealthChecks("/readyz", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = WriteAsync,
        });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new ReadyReply(
            Word(report.Status),
            report.Entries.ToDictionary(e => e.Key, e => new ReadyCheck(Word(e.Value.Status), e.Value.Description))),
        context.RequestAborted);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "unavailable",
    };

    private sealed record HealthReply(string Status, string Version, string BuildId);

    private sealed record ReadyReply(string Status, IReadOnlyDictionary<string, ReadyCheck> Checks);

    private sealed record ReadyCheck(string Status, string? Detail);
}
