using WardOps.Tests.Integration;

namespace WardOps.Tests.Storage;

public sealed class PostgresDeviceStoreTests(PostgresServer server) : DeviceStoreTests
{
    protected override Task<StoreFixture> CreateAsync(params (string Key, string Value)[] settings) => StoreFixture.PostgresAsync(server, settings);
}
