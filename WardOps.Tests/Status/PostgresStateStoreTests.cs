using WardOps.Tests.Integration;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Status;

public sealed class PostgresStateStoreTests(PostgresServer server) : StateStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => StoreFixture.PostgresAsync(server);
}
