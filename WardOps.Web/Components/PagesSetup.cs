using MudBlazor.Services;
using WardOps.Web.Components.Live;

namespace WardOps.Web.Components;

public static class PagesSetup
{
    /// <summary>Blazor Server, MudBlazor, and what the pages need beyond them.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddSingleton(new LivePageOptions(TimeSpan.FromSeconds(1)));
        return services;
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseAntiforgery();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
