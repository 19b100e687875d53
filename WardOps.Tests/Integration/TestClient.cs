using WardOps.Core.History.Victoria;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Tests.Integration;

/// <summary>The client over the connections that WardOps uses, with limits of the test.</summary>
internal sealed class TestClient : IHttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler _handler = VictoriaHttp.CreateHandler();

    public TestClient(Uri at, TransportLimits? limits = null, TimeProvider? time = null)
        : this(VictoriaRoutes.SingleNode(at, VictoriaCredentials.None), limits, time)
    {
    }

    public TestClient(VictoriaRoutes routes, TransportLimits? limits = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var transport = new VictoriaTransport(this, new VictoriaEndpoint(routes), limits ?? new TransportLimits(), time);
        Client = new VictoriaClient(transport, new SampleText(TimeSpan.FromDays(372), compress: true), time);
    }

    public VictoriaClient Client { get; }

    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _handler.Dispose();
}
