using Microsoft.Extensions.DependencyInjection.Extensions;
using Scalar.AspNetCore;
using WardOps.Web.Api.Alerts;
using WardOps.Web.Api.Caching;
using WardOps.Web.Api.Maintenance;
using WardOps.Web.Api.Notifications;
using WardOps.Web.Problems;

namespace WardOps.Web.Api;

public static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(http => WireJson.Configure(http.SerializerOptions));
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);   // a body that is no JSON is the caller's fault in development too
        services.TryAddSingleton<ProblemBook>();
        services.AddSingleton<HistoryTags>().AddSingleton<HistoryQuestions>();
        services.AddOpenApi("v1", api => api.AddSchemaTransformer<HistorySeriesSchema>().AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "WardOps";
            document.Info.Description = "Devices, their status and their history. All times are RFC 3339 in UTC; errors are RFC 9457 problem details.";
            return Task.CompletedTask;
        }));
        return services;
    }

    /// <summary>The HTTP API, its description and its reference page.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapLedger();
        api.MapDevices();
        api.MapDeviceHistory();
        api.MapOutages();
        api.MapPing();
        api.MapDashboard();
        api.MapAlerts();
        api.MapReports();
        api.MapNotifications();
        api.MapAlertRules();
        api.MapMaintenance();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/scalar", scalar => scalar.WithTitle("WardOps API").DisableDefaultFonts());
    }
}
