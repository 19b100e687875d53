using WardOps.Tests.Integration;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

public sealed class PostgresAlertArchiveTests(PostgresServer server) : AlertArchiveTests
{
    protected override Task<StoreFixture> CreateAsync() => StoreFixture.PostgresAsync(server);
}
