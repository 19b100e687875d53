using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Notifications;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Status;
using WardOps.Core.Storage;
using WardOps.Tests.Integration;
using WardOps.Web.Hosting;

namespace WardOps.Tests.Notifications;

/// <summary>The notifier on a store of its own, registered as in production, on a clock of its own; it can be restarted on what is stored.</summary>
internal sealed class NotifyStore : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wardops-notify-");
    private readonly string? _connection;
    private readonly (string Key, string Value)[] _settings;
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<ServiceProvider> _all = [];
    private ServiceProvider _services;

    private NotifyStore(string? connection, (string Key, string Value)[] settings, TimeProvider? time)
    {
        (_connection, _settings) = (connection, settings);
        Clock = time ?? Time;
        _services = Build();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));   // a Monday

    public TimeProvider Clock { get; }

    public FaultPoints Faults => Get<FaultPoints>();

    public static async Task<NotifyStore> OpenAsync(PostgresServer? server, TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var store = new NotifyStore(server is null ? null : await server.NewDatabaseAsync(), settings, time);
        await store.Get<StoreMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    /// <summary>Another process on the same store; the one before is never heard of again.</summary>
    public void Restart() => _services = Build();

    /// <summary>A second process beside the first.</summary>
    public ServiceProvider Another() => Build();

    public WardOpsDbContext Open() => Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContext();

    public async Task<Guid> ChannelAsync(ChannelDraft draft)
    {
        var result = await Get<ChannelStore>().SaveAsync(null, draft, TestContext.Current.CancellationToken);
        Assert.Empty(result.Faults);
        return result.Id!.Value;
    }

    public Task<Guid> WebhookAsync(WebhookTarget target, string name = "hook")
        => ChannelAsync(new ChannelDraft(name, ChannelKind.Webhook, true, new ChannelSettings(), new ChannelSecrets { Url = target.Address, Key = WebhookTarget.Key }));

    public async Task<Guid> RouteAsync(NotificationRoute route)
    {
        var result = await Get<RouteStore>().SaveAsync(null, route, TestContext.Current.CancellationToken);
        Assert.Empty(result.Faults);
        return result.Id!.Value;
    }

    /// <summary>As the alert book does it: the alert and its event in one transaction.</summary>
    public async Task<AlertRow> OpenAlertAsync(string name, Action<AlertRow>? more = null)
    {
        var now = Clock.GetUtcNow();
        var alert = NewAlert(name, now);
        more?.Invoke(alert);
        await using var db = Open();
        db.Add(alert);
        db.Add(Event(alert, 1, AlertEventKind.Opened, now, null));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return alert;
    }

    public async Task OpenAlertsAsync(IReadOnlyCollection<AlertRow> alerts)
    {
        await using var db = Open();
        db.AddRange(alerts);
        db.AddRange(alerts.Select(a => Event(a, 1, AlertEventKind.Opened, a.OpenedAt, null)));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public Task CloseAsync(AlertRow alert, string? text = null, AlertEnd end = AlertEnd.Recovered, bool isTold = true) => HappenAsync(
        alert, AlertEventKind.Closed, a => (a.ClosedAt, a.EndedAt, a.End) = (Clock.GetUtcNow(), Clock.GetUtcNow().AddSeconds(-1), end), text, isTold);

    public async Task HappenAsync(AlertRow alert, AlertEventKind kind, Action<AlertRow> change, string? text = null, bool isTold = true)
    {
        await using var db = Open();
        var row = await db.Set<AlertRow>().SingleAsync(a => a.Id == alert.Id, TestContext.Current.CancellationToken);
        change(row);
        row.Events++;
        db.Add(Event(row, row.Events, kind, Clock.GetUtcNow(), text, isTold));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Events to deliveries, deliveries to the other side.</summary>
    public async Task PassAsync()
    {
        await Get<NotificationDispatcher>().PassAsync(TestContext.Current.CancellationToken);
        await Get<NotificationSender>().PassAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>So much time in which the notifier runs every few seconds.</summary>
    public async Task RunAsync(TimeSpan span, TimeSpan? step = null)
    {
        for (var end = Time.GetUtcNow() + span; Time.GetUtcNow() < end;)
        {
            Time.Advance(step ?? TimeSpan.FromSeconds(10));
            await PassAsync();
        }
    }

    public async Task<List<DeliveryRow>> DeliveriesAsync()
    {
        await using var db = Open();
        return await db.Set<DeliveryRow>().AsNoTracking().OrderBy(d => d.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _all)
        {
            await services.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    public static AlertRow NewAlert(string name, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(), SubjectKind = AlertSubjectKind.Device, SubjectId = Guid.CreateVersion7(), Kind = AlertKind.Down, Severity = AlertSeverity.High,
        Name = name, NameKey = name.ToUpperInvariant(), Ip = "10.1.2.3", Branch = "Batumi", Region = "Achara", DeviceType = "ATM", RuleName = "Device down",
        Message = $"{name} is down", Since = now.AddSeconds(-6), VerdictAt = now, OpenedAt = now, Events = 1, Version = 1,
    };

    private static AlertEventRow Event(AlertRow alert, int number, AlertEventKind kind, DateTimeOffset at, string? text, bool isTold = true)
        => new() { AlertId = alert.Id, Number = number, Kind = kind, At = at, Severity = alert.Severity, Text = text, IsWaiting = isTold };

    private ServiceProvider Build()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(DataFolder.Key, _data.FullName),
            new("ConnectionStrings:WardOps", _connection),
            new("Notifications:UseProxy", "false"),
            .. _settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)),
        ]).Build();
        var services = new ServiceCollection()
            .AddSingleton(Clock)
            .AddSingleton<ISecretBox>(new DataProtectedSecrets(_keys))
            .AddLogging(log => log.SetMinimumLevel(LogLevel.None))
            .AddMetrics()
            .AddStorage(configuration)
            .AddDevices(configuration)
            .AddStatus(configuration)
            .AddNotifications(configuration)
            .BuildServiceProvider();
        services.GetRequiredService<StoreGate>().RunAsync(CancellationToken.None);   // it is there
        _all.Add(services);
        return services;
    }
}
