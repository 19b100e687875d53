using WardOps.Tests.Integration;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

public sealed class PostgresAlertStoreTests(PostgresServer server) : AlertStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => StoreFixture.PostgresAsync(server);
}
