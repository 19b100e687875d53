using System.Runtime.Versioning;
using WardOps.Bench.Truth;

namespace WardOps.Tests.Integration.Conformance;

[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class LegacyScriptsInPostgresConformance(LegacyScriptsInPostgresConformance.Fixture fixture) : HistoryConformance, IClassFixture<LegacyScriptsInPostgresConformance.Fixture>
{
    private protected override ITruthStore Store => fixture.Table.Store!;

    public sealed class Fixture(PostgresServer server) : IAsyncLifetime
    {
        internal SqlConformance Table { get; } = new();

        public async ValueTask InitializeAsync() => await Table.OnPostgresAsync(server, LegacyTables.Scripts);

        public ValueTask DisposeAsync() => Table.DisposeAsync();
    }
}
