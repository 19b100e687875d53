namespace WardOps.Tests.Storage;

public sealed class SqliteDeviceStoreTests : DeviceStoreTests
{
    protected override Task<StoreFixture> CreateAsync(params (string Key, string Value)[] settings) => Task.FromResult(StoreFixture.Sqlite(settings));
}
