using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.History.Embedded;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Reports;
using WardOps.Core.History.Spool;
using WardOps.Core.History.Sql;
using WardOps.Core.History.Sums;
using WardOps.Core.History.Victoria;
using WardOps.Core.History.Victoria.Transport;
using WardOps.Core.Storage;

namespace WardOps.Core.History;

public static class HistorySetup
{
    /// <summary>
    /// What remembers, what reads it back, and the health check ("history", tagged "ready"). The mode is chosen here, once:
    /// VICTORIA_URL, else a victoria-metrics of our own, else the device store.
    /// </summary>
    public static IServiceCollection AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        var options = HistoryOptions.From(configuration);
        services.AddLedger();   // first, so that it stops after everybody who books
        services.AddOptionsWithValidateOnStart<HistoryOptions>().Configure(o => o.Load(configuration));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HistoryOptions>, HistoryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeviceCatalog>();
        services.TryAddSingleton(ProbePolicy.Default);   // until probing says otherwise
        services.TryAddSingleton<StoreStatus>();
        services.TryAddSingleton(_ => new FreshRounds());
        services.TryAddSingleton<RoundLedger>();
        services.TryAddSingleton<RoundEras>();
        services.TryAddSingleton<IKnownHours, HoursInMemory>();
        services.TryAddSingleton<UptimeReporter>();
        services.TryAddSingleton<RecorderCounts>();
        services.TryAddSingleton<RoundRecorder>();
        services.TryAddSingleton<IRoundHistory>(s => s.GetRequiredService<RoundRecorder>());
        if (options.Victoria.IsExternal)
        {
            services.TryAddSingleton(_ => new VictoriaEndpoint(VictoriaSettings.Routes(options.Victoria, [])));
            AddVictoria(services, HistoryMode.External);
            services.AddHostedService<RestartWatch>();
        }
        else if (VictoriaBinary.Find(options) is not null)
        {
            services.TryAddSingleton(_ => new VictoriaEndpoint());
            // Services stop in reverse order: the server must outlive its writer.
            services.TryAddSingleton<EmbeddedVictoria>();
            services.AddHostedService(s => s.GetRequiredService<EmbeddedVictoria>());
            AddVictoria(services, HistoryMode.Embedded);
        }
        else
        {
            AddSql(services);
        }

        // Services stop in reverse order: the recorder first, then whoever sends what it has left.
        services.AddHostedService(s => s.GetRequiredService<RoundRecorder>());
        services.AddSums();
        services.AddHealthChecks().AddCheck<HistoryHealthCheck>(HistoryHealthCheck.Name, tags: ["ready"]);
        return services;
    }

    private static void AddVictoria(IServiceCollection services, HistoryMode mode)
    {
        services.AddVictoriaLedger();
        // Its own patience, retries and logs: the client's would say every ten seconds that all is well.
        services.AddHttpClient(VictoriaClient.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(VictoriaHttp.CreateHandler);
        services.TryAddSingleton(VictoriaParts.Transport);
        services.TryAddSingleton(VictoriaParts.Client);
        services.TryAddSingleton(s => SpoolLimits.From(s.GetRequiredService<IOptions<HistoryOptions>>().Value));
        services.TryAddSingleton<RoundSpool>();
        services.TryAddSingleton<IRoundReplay>(s => s.GetRequiredService<RoundSpool>());
        services.AddHostedService(s => new SpoolMeters(
            s.GetRequiredService<IMeterFactory>(), s.GetRequiredService<RoundSpool>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(s => new VictoriaStatus(mode, s.GetRequiredService<RoundSpool>(), s.GetRequiredService<RecorderCounts>()));
        services.TryAddSingleton<IHistoryStatus>(s => s.GetRequiredService<VictoriaStatus>());
        services.TryAddSingleton(s => new SampleEncoder(s.GetRequiredService<IOptions<HistoryOptions>>().Value.Compression));
        services.TryAddSingleton(s =>
        {
            var sender = ActivatorUtilities.CreateInstance<VictoriaSender>(s);
            sender.WrittenLate = s.GetRequiredService<SumsCheck>().Touched;
            return sender;
        });
        services.TryAddSingleton<IRoundStore, VictoriaRoundStore>();
        services.TryAddSingleton<VictoriaHistoryReader>();
        services.TryAddSingleton<IHistoryReader>(s => new QueuedReader(s.GetRequiredService<VictoriaHistoryReader>()));
        services.AddHostedService(s => s.GetRequiredService<VictoriaSender>());
    }

    private static void AddSql(IServiceCollection services)
    {
        services.TryAddSingleton<IRoundCounts, SqlRoundCounts>();
        services.TryAddSingleton<PingResults>();
        services.TryAddSingleton<SqlStatus>();
        services.TryAddSingleton<IHistoryStatus>(s => s.GetRequiredService<SqlStatus>());
        services.TryAddSingleton<IRoundStore, SqlRoundStore>();
        services.TryAddSingleton<SqlHistoryReader>();
        services.TryAddSingleton<IHistoryReader>(s => new QueuedReader(s.GetRequiredService<SqlHistoryReader>()));
    }
}
