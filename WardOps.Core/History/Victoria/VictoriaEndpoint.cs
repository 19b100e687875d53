using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria;

/// <summary>Holds where the server is now. A new generation means that it was restarted and may have forgotten its last seconds.</summary>
internal sealed class VictoriaEndpoint(VictoriaRoutes? routes)
{
    private readonly Lock _gate = new();
    private volatile VictoriaAddress _current = new(routes, 0);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One process at that address; none yet without one.</summary>
    public VictoriaEndpoint(Uri? at = null)
        : this(at is null ? null : VictoriaRoutes.SingleNode(at, VictoriaCredentials.None))
    {
    }

    public VictoriaAddress Current => _current;

    /// <summary>Ends when the next generation begins.</summary>
    public Task NextGeneration
    {
        get
        {
            lock (_gate)
            {
                return _next.Task;
            }
        }
    }

    /// <summary>The server has started and answers at this address.</summary>
    public void Started(Uri at)
    {
        lock (_gate)
        {
            Begin(new VictoriaAddress(VictoriaRoutes.SingleNode(at, VictoriaCredentials.None), _current.Generation + 1));
        }
    }

    /// <summary>The server that somebody else runs was restarted.</summary>
    public void Restarted()
    {
        lock (_gate)
        {
            Begin(_current with { Generation = _current.Generation + 1 });
        }
    }

    /// <summary>There is no server now.</summary>
    public void Gone()
    {
        lock (_gate)
        {
            _current = _current with { Routes = null };
        }
    }

    private void Begin(VictoriaAddress address)
    {
        _current = address;
        _next.SetResult();
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
