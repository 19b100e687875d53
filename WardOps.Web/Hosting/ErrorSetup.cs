namespace WardOps.Web.Hosting;

public static class ErrorSetup
{
    /// <summary>Programs get problem details, also for addresses that do not exist below /api; people get a page.</summary>
    public static void UseWardOpsErrors(this WebApplication app)
    {
        app.UseWhen(IsApi, api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(context => !IsApi(context), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();   // after them, so that the page for a missing address is looked up anew
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
