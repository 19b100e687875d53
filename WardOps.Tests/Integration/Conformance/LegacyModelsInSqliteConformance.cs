using System.Runtime.Versioning;
using WardOps.Bench.Truth;

namespace WardOps.Tests.Integration.Conformance;

[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class LegacyModelsInSqliteConformance(LegacyModelsInSqliteConformance.Fixture fixture) : HistoryConformance, IClassFixture<LegacyModelsInSqliteConformance.Fixture>
{
    private protected override ITruthStore Store => fixture.Table.Store!;

    public sealed class Fixture : IAsyncLifetime
    {
        internal SqlConformance Table { get; } = new();

        public async ValueTask InitializeAsync() => await Table.OnSqliteAsync(LegacyTables.ModelsInSqlite);

        public ValueTask DisposeAsync() => Table.DisposeAsync();
    }
}
