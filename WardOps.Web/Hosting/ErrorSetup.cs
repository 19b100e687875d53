namespace WardOps.Web.Hosting;

public static class ErrorSetup
{
    /// <summary>Programs get problem details, also for addresses that do not exist below /api; people get the pages' own words.</summary>
    public static void UseWardOpsErrors(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
        api => api.UseExceptionHandler().UseStatusCodePages());
}
