using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Tests.Status.Parents;

namespace WardOps.Tests.Alerts;

/// <summary>A branch, fifty devices elsewhere and the alert book, on a simulated network in virtual time. Keeps all that the book ever said.</summary>
internal sealed class BookRun
{
    private readonly DateTimeOffset _start;
    private readonly IOptions<AlertOptions> _options;
    private readonly IAlertWriter _writer;
    private readonly AlertOutbox _outbox;

    public BookRun(ParentTree? tree = null, PlainConditions? conditions = null, AlertOptions? options = null, IAlertWriter? writer = null, AlertOutbox? outbox = null)
    {
        _options = Options.Create(options ?? new AlertOptions());
        _writer = writer ?? new NoWriter();
        _outbox = outbox ?? new AlertOutbox(_options, new AlertSignal(), NullLogger<AlertOutbox>.Instance);
        Tree = tree ?? new ParentTree();
        Conditions = conditions ?? new PlainConditions(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 50);
        Book = NewBook();
        Book.Restore([]);
        _start = Tree.Now;
        Tree.Watch.Verdicts = verdict => Take(Book.Judge(verdict));
    }

    public ParentTree Tree { get; }

    public PlainConditions Conditions { get; }

    public AlertBook Book { get; private set; }

    /// <summary>The newest of every alert there ever was, in order of opening.</summary>
    public List<Alert> Alerts { get; } = [];

    public List<AlertEvent> Events { get; } = [];

    /// <summary>What people were told, in order: "Down Opened: Device 3 is down".</summary>
    public IEnumerable<string> Told => Events.Where(e => e.IsTold).Select(e => Alerts.Single(a => a.Id == e.AlertId) is var a ? $"{a.Kind} {e.Kind}: {e.Text}" : "");

    public IEnumerable<Alert> Open => Book.Current.All;

    public double Seconds(DateTimeOffset at) => (at - _start).TotalSeconds;

    /// <summary>WardOps stops and starts again with what it had written.</summary>
    public void Restart()
    {
        var open = Alerts.Where(a => a.IsOpen).ToList();
        Book = NewBook();
        Book.Restore(open);
    }

    public void Take(Core.Status.ICommitPart? part)
    {
        if (part is AlertBatch batch)
        {
            foreach (var alert in batch.Alerts)
            {
                var known = Alerts.FindIndex(a => a.Id == alert.Id);
                if (known < 0)
                {
                    Alerts.Add(alert);
                }
                else
                {
                    Assert.True(Alerts[known].Version < alert.Version || Alerts[known] == alert);
                    Alerts[known] = alert;
                }
            }

            Events.AddRange(batch.Events);
        }

        // At any moment one of each identity is open, and the book knows all of them.
        Assert.Equal(Alerts.Where(a => a.IsOpen).Select(a => a.Id).Order(), Book.Current.All.Select(a => a.Id).Order());
        Assert.Distinct(Book.Current.All.Select(a => (a.Subject, a.Kind)));
    }

    private AlertBook NewBook() => new(Conditions, _writer, _outbox, _options);
}
