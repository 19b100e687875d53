using System.Runtime.Versioning;
using WardOps.Bench.Truth;

namespace WardOps.Tests.Integration.Conformance;

[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class SqliteConformance(SqliteConformance.Fixture fixture) : HistoryConformance, IClassFixture<SqliteConformance.Fixture>
{
    private protected override ITruthStore Store => fixture.Table.Store!;

    public sealed class Fixture : IAsyncLifetime
    {
        internal SqlConformance Table { get; } = new();

        public async ValueTask InitializeAsync() => await Table.OnSqliteAsync(null);

        public ValueTask DisposeAsync() => Table.DisposeAsync();
    }
}
