using WardOps.Tests.Integration;

namespace WardOps.Tests.Notifications;

public sealed class PostgresNotificationSafetyTests(PostgresServer server) : NotificationSafetyTests
{
    private protected override Task<NotifyStore> CreateAsync() => NotifyStore.OpenAsync(server);
}
