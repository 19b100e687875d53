using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Alerts;

/// <summary>2,800 of 3,230 devices fall silent in one moment: 280 branches of ten, on the simulated network in virtual time.</summary>
public sealed class MassOutageTests
{
    private const int Branches = 323;
    private const int InEach = 10;
    private const int Cut = 280;

    private readonly List<Alert> _alerts = [];
    private readonly List<AlertEvent> _events = [];

    [Fact]
    public void MostOfTheFleet_DownAtOnce_IsOneIncidentForEachBranch()
    {
        var watch = Watch();

        watch.Cut(watch.Catalog.Current.Devices.Where(d => Number(d) < Cut * InEach));
        watch.Run.For(TimeSpan.FromSeconds(60));

        Assert.Equal(Cut, _alerts.Count);
        Assert.All(_alerts, a => Assert.Equal((AlertKind.Branch, true, InEach), (a.Kind, a.IsOpen, a.Members.Length)));
        Assert.Equal(Cut, _events.Count(e => e.IsTold));

        Mend(watch);
        Assert.All(_alerts, a => Assert.Equal(AlertEnd.Recovered, a.End));
        Assert.Equal(Cut, _alerts.Count);
        Assert.Equal(2 * Cut, _events.Count(e => e.IsTold));
        Assert.All(_events.Where(e => e.Kind == AlertEventKind.Closed), e => Assert.EndsWith("all 10 back", e.Text, StringComparison.Ordinal));
    }

    private static void Mend(WatchedRun watch)
    {
        foreach (var device in watch.Catalog.Current.Devices)
        {
            watch.Run.Network[device.Address!] = Core.Probing.Simulation.EchoBehaviour.Healthy;
        }

        watch.Run.For(TimeSpan.FromSeconds(60));
    }

    private WatchedRun Watch()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Fleet.Devices(Branches * InEach).Select((d, i) => d with
        {
            Branch = $"Branch {i / InEach}",
            BranchId = Fleet.BranchId($"Mass {i / InEach}"),
            DeviceType = i % InEach == 0 ? "Router" : "ATM",
        }));
        var watch = WatchedRun.Behind(anchor: true, catalog);
        var options = Options.Create(new AlertOptions());
        var book = new AlertBook(
            new PlainConditions(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 50), new NoWriter(), new AlertOutbox(options, new AlertSignal(), NullLogger<AlertOutbox>.Instance), options);
        book.Restore([]);
        watch.Verdicts = verdict =>
        {
            if (book.Judge(verdict) is AlertBatch batch)
            {
                _alerts.RemoveAll(a => batch.Alerts.Any(b => b.Id == a.Id));
                _alerts.AddRange(batch.Alerts);
                _events.AddRange(batch.Events);
            }
        };
        watch.Run.For(TimeSpan.FromSeconds(30));
        Assert.Empty(_alerts);
        return watch;
    }

    private static int Number(WatchedDevice device) => int.Parse(device.Name["Device ".Length..], System.Globalization.CultureInfo.InvariantCulture);
}
