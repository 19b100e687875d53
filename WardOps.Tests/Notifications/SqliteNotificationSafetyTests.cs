namespace WardOps.Tests.Notifications;

public sealed class SqliteNotificationSafetyTests : NotificationSafetyTests
{
    private protected override Task<NotifyStore> CreateAsync() => NotifyStore.OpenAsync(null);
}
