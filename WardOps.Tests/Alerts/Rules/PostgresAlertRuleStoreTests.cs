using WardOps.Tests.Integration;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts.Rules;

public sealed class PostgresAlertRuleStoreTests(PostgresServer server) : AlertRuleStoreTests
{
    protected override Task<StoreFixture> CreateAsync() => StoreFixture.PostgresAsync(server);
}
