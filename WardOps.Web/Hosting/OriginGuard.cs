namespace WardOps.Web.Hosting;

public static class OriginGuard
{
    /// <summary>
    /// Refuses requests that another site's page makes in the browser of somebody who may see WardOps. Browsers let any page open a web
    /// socket to any host; they say in <c>Origin</c> which page it was. Programs send no Origin and are not affected.
    /// </summary>
    public static void UseSameOrigin(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsSame(context.Request.Headers.Origin.ToString(), context.Request.Host))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This address answers its own pages only.", context.RequestAborted);
    });

    /// <summary>Whether a request with this origin comes from the pages of this host itself, or from no page at all.</summary>
    public static bool IsSame(string origin, HostString host)
        => origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase));
}
