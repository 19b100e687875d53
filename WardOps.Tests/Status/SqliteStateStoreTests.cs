using WardOps.Tests.Storage;

namespace WardOps.Tests.Status;

public sealed class SqliteStateStoreTests : StateStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => Task.FromResult(StoreFixture.Sqlite());
}
