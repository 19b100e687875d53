using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Integration;

/// <summary>The whole application with hosts of every kind among healthy ones, rounds of a second, and everything on.</summary>
public sealed class MetricsApp : HistoryApp
{
    private const int Healthy = 120;

    internal EchoService Engine => Services.GetRequiredService<EchoService>();

    internal SimulatedNetwork Network => Services.GetRequiredService<SimulatedNetwork>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        WatchedDevice[] odd =
        [
            Host(Fleet.Address(201), EchoBehaviour.Dead),
            Host(Fleet.Address(202), new EchoBehaviour { Error = new IcmpError(3, 1), ErrorFrom = IPAddress.Parse("10.0.0.1") }),
            Host(Fleet.Address(203), new EchoBehaviour { Error = new IcmpError(12, 77), ErrorFrom = IPAddress.Parse("10.0.0.1") }),
            Host(IPAddress.Parse("fd00::204"), new EchoBehaviour { Error = new IcmpError(1, 4), ErrorFrom = IPAddress.Parse("fd00::1") }),
            Host(Fleet.Address(205), new EchoBehaviour { SendErrno = Errno.NotPermitted }),
            Host(Fleet.Address(206), new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(300) }),
            Host(Fleet.Address(207), new EchoBehaviour { Copies = 2 }),
            Host(Fleet.Address(208), new EchoBehaviour { IsTruncated = true }),
        ];
        await WatchAsync([.. Fleet.Devices(Healthy), .. odd]);
    }

    internal T Get<T>()
        where T : notnull
        => Services.GetRequiredService<T>();

    /// <param name="format">What is asked for; the plain text of Prometheus if nothing is said.</param>
    internal async Task<MetricsText> ReadAsync(string? format = null)
    {
        using var http = Client();
        if (format is not null)
        {
            http.DefaultRequestHeaders.Accept.ParseAdd(format);
        }

        return new MetricsText(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.Configure<PrometheusAspNetCoreOptions>(o => o.ScrapeResponseCacheDurationMilliseconds = 0).Configure<ProbingOptions>(o =>
        {
            o.Interval = TimeSpan.FromSeconds(1);
            o.Timeout = TimeSpan.FromMilliseconds(150);
            o.TickInterval = TimeSpan.FromMilliseconds(100);
            o.GatewayIsAnchor = false;
        }));
    }

    private WatchedDevice Host(IPAddress address, EchoBehaviour behaviour)
    {
        Network[address] = behaviour;
        return Fleet.Device(address.GetAddressBytes()[^1] + 200, address);
    }
}
