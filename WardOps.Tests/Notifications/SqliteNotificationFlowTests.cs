namespace WardOps.Tests.Notifications;

public sealed class SqliteNotificationFlowTests : NotificationFlowTests
{
    private protected override Task<NotifyStore> CreateAsync() => NotifyStore.OpenAsync(null);
}
