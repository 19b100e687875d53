using WardOps.Tests.Integration;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Maintenance;

public sealed class PostgresMaintenanceStoreTests(PostgresServer server) : MaintenanceStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => StoreFixture.PostgresAsync(server, Time);
}
