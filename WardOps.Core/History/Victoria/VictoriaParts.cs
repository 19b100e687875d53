using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria;

/// <summary>Puts the client together from the options.</summary>
internal static class VictoriaParts
{
    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);

    public static VictoriaTransport Transport(IServiceProvider services)
    {
        var endpoint = services.GetRequiredService<VictoriaEndpoint>();
        if (endpoint.Current.Routes is { IsSecretSentOpenly: true } routes)
        {
            services.GetRequiredService<ILogger<VictoriaClient>>().SecretSentOpenly(routes.Select.Host);
        }

        var limits = new TransportLimits { QueryTimeout = Options(services).Victoria.QueryTimeout };
        return new VictoriaTransport(services.GetRequiredService<IHttpClientFactory>(), endpoint, limits, services.GetRequiredService<TimeProvider>());
    }

    public static VictoriaClient Client(IServiceProvider services)
    {
        var options = Options(services);
        return new VictoriaClient(
            services.GetRequiredService<VictoriaTransport>(),
            new SampleText(options.RetentionMonths * s_month, options.Compression),
            services.GetRequiredService<TimeProvider>());
    }

    private static HistoryOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<HistoryOptions>>().Value;
}
