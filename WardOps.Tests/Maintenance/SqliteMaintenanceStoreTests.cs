using WardOps.Tests.Storage;

namespace WardOps.Tests.Maintenance;

public sealed class SqliteMaintenanceStoreTests : MaintenanceStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => Task.FromResult(StoreFixture.Sqlite(Time));
}
