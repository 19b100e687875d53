using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WardOps.Core.Devices.Names;

/// <summary>Keeps the addresses of named devices fresh, outside the echo loop: what changes comes to it as a new catalog. A resolver that hangs delays names only, since the questions are asked on <see cref="LookupThreads"/>.</summary>
public sealed class NameResolver : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly DeviceCatalog _catalog;
    private readonly HostNames _names;
    private readonly NameOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<NameResolver> _logger;
    private readonly LookupThreads _threads;
    private readonly NameQuestions _questions;
    private readonly ITimer _timer;

    // One sign that there is something to do; who is suspect and what was answered waits elsewhere.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<string> _suspects = Channel.CreateBounded<string>(
        new BoundedChannelOptions(NameQuestions.MostSuspects) { FullMode = BoundedChannelFullMode.DropWrite });

    private HashSet<string> _all = [];
    private long _version = -1;
    private TimeSpan _looked = TimeSpan.MinValue;
    private TimeSpan _swapped = TimeSpan.MinValue;
    private bool _hasMoved;

    public NameResolver(
        DeviceCatalog catalog,
        HostNames names,
        INameLookup lookup,
        IOptions<NameOptions> options,
        TimeProvider time,
        ILogger<NameResolver> logger)
    {
        (_catalog, _names, _options, _time, _logger) = (catalog, names, options.Value, time, logger);
        _threads = new LookupThreads(lookup, Wake);
        _questions = new NameQuestions(names, _options);
        _timer = time.CreateTimer(_ => Wake(), null, s_look, s_look);
    }

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>The device of this name does not answer: it may have moved, so its name is asked for at once, though not more than once a second. Callable from any thread.</summary>
    public void AskSoon(string name)
    {
        _suspects.Writer.TryWrite(name);
        Wake();
    }

    public override void Dispose()
    {
        _timer.Dispose();
        _threads.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            try
            {
                Step();
            }
            catch (Exception ex) when (ex is not OperationCanceledException)
            {
                _logger.ResolverFailed(ex);
            }
        }
        while (await _wake.Reader.ReadAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>Asks for every name whose time has come, and waits until each is answered or given up. For tests; the service steps whenever it is woken.</summary>
    internal async Task RefreshAsync(CancellationToken cancellation)
    {
        _looked = TimeSpan.MinValue;
        do
        {
            Step();
        }
        while (_questions.Open > 0 && await _wake.Reader.ReadAsync(cancellation).ConfigureAwait(false));
        _swapped = TimeSpan.MinValue;
        Step();
    }

    /// <summary>Takes answers in, asks what is due, and swaps the catalog if an address has changed. Never waits.</summary>
    internal void Step()
    {
        var now = Now;
        while (_threads.TryTake(out var answer))
        {
            Take(answer, now);
        }

        foreach (var name in _questions.GiveUp(now))
        {
            Set(name, NameRules.Failed(_names[name], $"There was no answer within {_options.Timeout.TotalSeconds} s.", now, _options));
        }

        if (_looked == TimeSpan.MinValue || now - _looked >= s_look)
        {
            _looked = now;
            _questions.Look(Names(), now);
        }

        while (_suspects.Reader.TryRead(out var name))
        {
            if (_all.Contains(name))
            {
                _questions.Suspect(name, now);
            }
        }

        _questions.AskNext(_threads, now);
        if (_swapped == TimeSpan.MinValue || now - _swapped >= s_look)
        {
            Swap(now);
        }
    }

    /// <summary>The names of all devices; looked up anew where the catalog has changed.</summary>
    private HashSet<string> Names()
    {
        var catalog = _catalog.Current;
        if (catalog.Version != _version)
        {
            _version = catalog.Version;
            _all = catalog.Devices.Where(d => d.Enabled).Select(d => d.HostName).OfType<string>().ToHashSet(StringComparer.Ordinal);
            _names.Keep(_all);
            _hasMoved = true;   // it may have been read while a name moved
        }

        return _all;
    }

    private void Take(NameAnswer answer, TimeSpan now)
    {
        var wasGivenUp = _questions.Close(answer.Name);
        if (!_all.Contains(answer.Name))
        {
            return;
        }

        if (answer.Addresses is { } addresses)
        {
            Set(answer.Name, NameRules.Resolved(_names[answer.Name], addresses, now, _options));
        }
        else if (!wasGivenUp)
        {
            Set(answer.Name, NameRules.Failed(_names[answer.Name], answer.Problem ?? "The name does not resolve.", now, _options));
        }
    }

    private void Set(string name, NameState now)
    {
        var was = _names[name];
        _names[name] = now;
        if (!Equals(was.Address, now.Address))
        {
            _hasMoved = true;
            _logger.NameMoved(name, was.Address, now.Address, now.Problem);
        }
    }

    /// <summary>Once a second at the most: another catalog means another order of all echoes.</summary>
    private void Swap(TimeSpan now)
    {
        if (!_hasMoved)
        {
            return;
        }

        _hasMoved = false;
        if (_catalog.Current.Devices.Any(HasOther))
        {
            _swapped = now;
            _catalog.Update(was => was.Devices.Select(d => HasOther(d) ? d with { Address = _names[d.HostName!].Address } : d));
        }
    }

    private bool HasOther(WatchedDevice device) => device.HostName is { } name && !Equals(device.Address, _names[name].Address);

    private void Wake() => _wake.Writer.TryWrite(true);
}
