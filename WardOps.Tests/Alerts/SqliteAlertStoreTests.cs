using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

public sealed class SqliteAlertStoreTests : AlertStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => Task.FromResult(StoreFixture.Sqlite());
}
