using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MudBlazor.Services;
using WardOps.Core.Notifications;
using WardOps.Core.Storage;
using WardOps.Web.Components.Actors;
using WardOps.Web.Components.Live;
using WardOps.Web.Hosting;

namespace WardOps.Web.Components;

public static class PagesSetup
{
    /// <summary>Blazor Server, MudBlazor, and what the pages need beyond them.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();

        // Kept in the data folder: what a browser holds of us must still be readable after a restart.
        services.AddDataProtection().SetApplicationName("WardOps");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((keys, data, loggers)
            => keys.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(data.File("keys")), loggers));
        services.AddSingleton<ISecretBox, DataProtectedSecrets>();
        services.AddScoped<IActor, BrowserActor>().AddScoped<ShownAlerts>();
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
