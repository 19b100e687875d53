using WardOps.Tests.Integration;

namespace WardOps.Tests.Notifications;

public sealed class PostgresNotificationFlowTests(PostgresServer server) : NotificationFlowTests
{
    private protected override Task<NotifyStore> CreateAsync() => NotifyStore.OpenAsync(server);
}
