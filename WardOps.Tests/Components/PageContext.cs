using System.Net.Sockets;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;
using WardOps.Core.Live;
using WardOps.Core.Maintenance;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Core.Storage;
using WardOps.Tests.Alerts;
using WardOps.Tests.Live;
using WardOps.Tests.Status;
using WardOps.Web.Components.Actors;
using WardOps.Web.Components.Live;
using WardOps.Web.Problems;

namespace WardOps.Tests.Components;

/// <summary>Pages over a real board and a real feed; only history and the browser are stand-ins.</summary>
public abstract class PageContext : BunitContext
{
    protected PageContext()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);   // a page that asks a real store is not done within bUnit's one second on a busy machine
        Ledger = new RoundLedger(Script.Time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Sums = new RollingSums(Script.Catalog, ProbePolicy.Default, Script.Time);
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Script.Time);
        Services.AddSingleton(Script.Board);
        Services.AddSingleton(Script.Catalog);
        Services.AddSingleton(Script.Windows);
        Services.AddSingleton(StoreProvider.Sqlite(Path.Combine(Path.GetTempPath(), $"wardops-page-{Guid.NewGuid():N}.db")));   // made by a test that needs it
        Services.AddSingleton<IDbContextFactory<WardOpsDbContext>, WardOpsDbContextFactory>();
        Services.AddMaintenance();
        Services.AddSingleton(Feed);
        Services.AddSingleton(Store);
        Services.AddSingleton(new LivePageOptions(TimeSpan.Zero));
        Services.AddSingleton<IHistoryReader>(History);
        Services.AddSingleton<IHistoryStatus>(Remembering);
        Services.AddSingleton(Options.Create(new ProbingOptions()));
        Services.AddSingleton(ProbePolicy.Default);
        var probing = new ConfigurationBuilder().AddInMemoryCollection([new("Probing:Transport", "Simulated")]).Build();
        Services.AddProbing(probing);
        Services.AddSingleton(new EchoService(
            Options.Create(new ProbingOptions { Transport = EchoTransportChoice.Simulated }),
            Script.Catalog,
            ProbePolicy.Default,
            new Transports(this),
            TimeProvider.System,
            NullLogger<EchoService>.Instance));
        Services.AddSingleton(Ledger);
        Services.AddSingleton<LedgerNotes>();
        Services.AddSingleton<RejectionLog>();
        Services.AddSingleton<ReadBackState>();
        Services.AddSingleton(Sums);
        Services.AddSingleton<ProblemBook>();
        AddAlerts();
    }

    /// <summary>A book in which nothing is open, and a store that does not answer; <see cref="Alerts.AlertPageContext"/> has a real one.</summary>
    private void AddAlerts()
    {
        var options = Options.Create(new AlertOptions());
        var book = new AlertBook(new PlainConditions(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 50), new NoWriter(), new AlertOutbox(options, new AlertSignal(), NullLogger<AlertOutbox>.Instance), options);
        var reader = new AlertReader(new NoContexts(), NullLogger<AlertReader>.Instance);
        Services.AddSingleton(Script.Catalog);
        Services.AddSingleton(book);
        Services.AddSingleton(new AlertArchive(new NoContexts(), reader, Script.Catalog));
        Services.AddSingleton(_ => new AlertDesk(book, reader, new StatePersister(new ScriptedStateStore(), Script.Board, Script.Time, NullLogger<StatePersister>.Instance), Script.Time));
        Services.AddScoped<ShownAlerts>();
        Services.AddSingleton<IActor>(Actor);
    }

    /// <summary>The simulated network that the engine of these pages pings.</summary>
    private sealed class Transports(PageContext page) : IEchoTransportSource
    {
        public IEchoTransport Open(AddressFamily family)
            => new SimulatedEchoTransport(page.Services.GetRequiredService<SimulatedNetwork>(), TimeProvider.System);
    }

    protected BoardScript Script { get; } = new();

    protected LiveFeed Feed { get; } = new();

    protected RollingSums Sums { get; }

    protected StoreStatus Store { get; } = new();

    protected RoundLedger Ledger { get; }

    private protected ScriptedHistoryStatus Remembering { get; } = new();

    private protected ScriptedActor Actor { get; } = new();

    private protected ScriptedHistory History { get; } = new();
}
