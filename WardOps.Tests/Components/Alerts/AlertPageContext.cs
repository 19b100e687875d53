using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Status;
using WardOps.Tests.Live;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Components.Alerts;

/// <summary>Pages over a real book, a real desk and a real store whose writer runs.</summary>
public abstract class AlertPageContext : PageContext, IAsyncLifetime
{
    protected static readonly DateTimeOffset Then = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly StoreFixture _store = StoreFixture.Sqlite();

    protected AlertPageContext()
    {
        Services.AddSingleton(Book);
        Services.AddSingleton(_store.Get<AlertDesk>());
        Services.AddSingleton(_store.Get<AlertArchive>());
    }

    protected static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    protected AlertBook Book => _store.Get<AlertBook>();

    protected AlertDesk Desk => _store.Get<AlertDesk>();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(Cancellation);
        await _store.Get<StatePersister>().StartAsync(Cancellation);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DisposeAsync();   // the pages first
        await _store.Get<StatePersister>().StopAsync(Cancellation);
        await _store.DisposeAsync();
    }

    /// <summary>One that is open.</summary>
    protected static Alert Alert(int number, AlertSeverity severity = AlertSeverity.High) => new()
    {
        Id = Guid.CreateVersion7(),
        Subject = AlertSubject.Device(BoardScript.Id(number)),
        Kind = AlertKind.Down,
        Severity = severity,
        Name = $"device-{number}",
        Ip = $"127.64.0.{number % 250}",
        Branch = "ბათუმი",
        Region = "Achara",
        DeviceType = "Router",
        RuleName = "Device down",
        Message = $"device-{number} is down",
        Since = Then,
        VerdictAt = Then.AddSeconds(5.1),
        OpenedAt = Then.AddSeconds(15.1),
        Events = 1,
    };

    /// <summary>Puts them into the store, and those that are open into the book.</summary>
    protected async Task OpenAsync(params Alert[] alerts)
    {
        await _store.Get<IStateStore>().SaveAsync(
            new PendingWrite([], null, new AlertBatch(_store.Get<IAlertWriter>(), _store.Get<AlertOutbox>(), alerts.ToDictionary(a => a.Id), [.. alerts.Select(Opened)])), Cancellation);
        Book.Restore([.. alerts.Where(a => a.IsOpen)]);
    }

    /// <summary>No device of any open alert exists any more: the book closes all of them, as it does in production.</summary>
    protected void CloseAll()
    {
        var catalog = _store.Get<DeviceCatalog>();
        var board = Board.Empty with { AsOf = Then.AddHours(1), Catalog = catalog.Swap([]) };
        var verdict = new Verdict(board, [], [], null);
        _store.Get<StatePersister>().Offer(verdict, Book.Judge(verdict));
    }

    protected IRenderedComponent<MudDialogProvider> Dialogs() => Render<MudDialogProvider>();

    private static AlertEvent Opened(Alert alert) => new(alert.Id, 1, alert.OpenedAt, AlertEventKind.Opened, null, alert.Message, false, alert.Severity);
}
