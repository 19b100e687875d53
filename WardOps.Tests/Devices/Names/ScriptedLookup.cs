using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using WardOps.Core.Devices.Names;

namespace WardOps.Tests.Devices.Names;

/// <summary>A resolver in the hand of the test: real ones cannot be made to fail on the day. While it hangs, it blocks the thread that asks for a name it has no answer to, as the system's does.</summary>
internal sealed class ScriptedLookup : INameLookup
{
    private readonly ConcurrentDictionary<string, IPAddress[]?> _answers = new();
    private ManualResetEventSlim? _hanging;
    private int _asked;
    private int _askedOnPool;
    private int _blocked;

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Questions that came on a thread of the pool.</summary>
    public int AskedOnPool => Volatile.Read(ref _askedOnPool);

    /// <summary>Threads that hang in here now.</summary>
    public int Blocked => Volatile.Read(ref _blocked);

    public IPAddress[]? this[string name]
    {
        set => _answers[name] = value;
    }

    /// <summary>From now on, and until what is returned is disposed.</summary>
    public IDisposable Hang() => new Release(_hanging = new ManualResetEventSlim());

    public IReadOnlyCollection<IPAddress> Find(string name)
    {
        Interlocked.Increment(ref _asked);
        Interlocked.Add(ref _askedOnPool, Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
        if (_answers.GetValueOrDefault(name) is { } answer)
        {
            return answer;
        }

        if (_hanging is { } hanging)
        {
            Interlocked.Increment(ref _blocked);
            hanging.Wait();
            Interlocked.Decrement(ref _blocked);
        }

        throw new SocketException((int)SocketError.HostNotFound);
    }

    private sealed class Release(ManualResetEventSlim hanging) : IDisposable
    {
        public void Dispose() => hanging.Set();
    }
}
