using System.Runtime.Versioning;
using WardOps.Bench.Truth;

namespace WardOps.Tests.Integration.Conformance;

[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class VictoriaConformance(VictoriaConformance.Fixture fixture) : HistoryConformance, IClassFixture<VictoriaConformance.Fixture>
{
    private protected override ITruthStore Store => fixture.Store!;

    public sealed class Fixture : IAsyncLifetime
    {
        private VictoriaServer? _server;

        internal ITruthStore? Store { get; private set; }

        public async ValueTask InitializeAsync()
        {
            _server = await VictoriaServer.StartAsync(VictoriaTruthStore.ServerFlags);
            Store = new VictoriaTruthStore(_server.Address);
        }

        public async ValueTask DisposeAsync()
        {
            if (Store is not null)
            {
                await Store.DisposeAsync();
            }

            _server?.Dispose();
        }
    }
}
