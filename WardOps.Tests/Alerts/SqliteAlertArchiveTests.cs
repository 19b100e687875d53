using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

public sealed class SqliteAlertArchiveTests : AlertArchiveTests
{
    protected override Task<StoreFixture> CreateAsync() => Task.FromResult(StoreFixture.Sqlite());
}
