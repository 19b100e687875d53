using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Integration;

/// <summary>The whole application behind a real web server, pinging through the real socket. None of its devices is enabled, so that every echo is one that somebody asked for.</summary>
public class PingApp : HistoryApp
{
    private const int Count = 40;

    internal EchoService Engine => Services.GetRequiredService<EchoService>();

    internal static WatchedDevice Ipv6 { get; } = Fleet.Device(101, IPAddress.IPv6Loopback) with { Enabled = false };

    internal static WatchedDevice Nameless { get; } = Fleet.Device(102, IPAddress.Loopback) with { Address = null, HostName = "no-such-host.invalid", Enabled = false };

    internal static WatchedDevice Number(int number) => Fleet.Device(number, Fleet.Address(number)) with { Enabled = false };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await WatchAsync([.. Enumerable.Range(1, Count).Select(Number), Ipv6, Nameless]);
    }

    internal async Task<(HttpStatusCode Status, JsonElement Body)> PingAsync(WatchedDevice device, int count, CancellationToken cancellation)
    {
        using var http = Client();
        using var reply = await http.PostAsync(new Uri($"/api/v1/devices/{device.Id}/ping?count={count}", UriKind.Relative), null, cancellation);
        return (reply.StatusCode, await JsonAsync(reply));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.Configure<ProbingOptions>(o => o.Transport = EchoTransportChoice.Auto));
    }
}
