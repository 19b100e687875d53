using System.Collections.Concurrent;

namespace WardOps.Core.Devices.Names;

/// <summary>
/// The few threads that ask the system's resolver, which blocks its caller: never one of the pool, on which everything else
/// runs. A thread whose question hangs gets no other until it is answered, so a resolver that hangs takes these threads and nothing more.
/// </summary>
internal sealed class LookupThreads : IDisposable
{
    /// <summary>Questions at once.</summary>
    public const int Count = 4;

    private readonly INameLookup _lookup;
    private readonly Action _answered;
    private readonly ConcurrentQueue<NameAnswer> _answers = new();
    private readonly Desk[] _desks = [.. Enumerable.Range(0, Count).Select(_ => new Desk())];
    private volatile bool _isEnding;

    /// <param name="lookup">Whom they ask.</param>
    /// <param name="answered">Called on one of them after each answer; must not wait.</param>
    public LookupThreads(INameLookup lookup, Action answered)
    {
        _lookup = lookup;
        _answered = answered;
    }

    /// <summary>Asks for a name. For one caller at a time.</summary>
    /// <returns>False if every thread still waits for an answer.</returns>
    public bool TryAsk(string name)
    {
        if (_isEnding || Array.Find(_desks, d => d.Name is null) is not { } desk)
        {
            return false;
        }

        desk.Name = name;
        if (desk.Thread is null)
        {
            desk.Thread = new Thread(() => Run(desk)) { Name = "name-lookup", IsBackground = true };
            desk.Thread.Start();
        }

        desk.Asked.Release();
        return true;
    }

    public bool TryTake(out NameAnswer answer) => _answers.TryDequeue(out answer!);

    /// <summary>Waits for nothing: a thread that hangs ends with the process.</summary>
    public void Dispose()
    {
        _isEnding = true;
        foreach (var desk in _desks)
        {
            desk.Asked.Release();
        }
    }

    private void Run(Desk desk)
    {
        while (true)
        {
            desk.Asked.Wait();
            if (_isEnding)
            {
                return;
            }

            _answers.Enqueue(Ask(desk.Name!));
            desk.Name = null;
            _answered();
        }
    }

    private NameAnswer Ask(string name)
    {
        try
        {
            return new NameAnswer(name, _lookup.Find(name), null);
        }
        catch (Exception ex)
        {
            return new NameAnswer(name, null, ex.Message);   // whatever it is: on this thread it would end the process
        }
    }

    private sealed class Desk
    {
        private volatile string? _name;

        /// <summary>What it is asked for; null while it is free.</summary>
        public string? Name
        {
            get => _name;
            set => _name = value;
        }

        public Thread? Thread { get; set; }

        public SemaphoreSlim Asked { get; } = new(0);
    }
}
