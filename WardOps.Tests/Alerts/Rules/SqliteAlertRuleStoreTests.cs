using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts.Rules;

public sealed class SqliteAlertRuleStoreTests : AlertRuleStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => Task.FromResult(StoreFixture.Sqlite());
}
