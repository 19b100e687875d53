using System.ComponentModel;

namespace WardOps.Lab;

/// <summary>Answers what the kernel sends into a TUN device, as a <see cref="TunNetwork"/> says, on a thread of its own.</summary>
public sealed class TunSimulator : IDisposable
{
    private const int Batch = 64;   // reads between two looks at the answers that are due
    private const long LongestWait = 50_000_000;   // ns, until it sees that it is to stop
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly TunDevice _device;
    private readonly TunTally _tally = new();
    private readonly TunHosts _hosts;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private volatile bool _stop;

    private TunSimulator(NetworkNamespace where, string device, TunNetwork network, ulong seed, TimeProvider time)
    {
        _time = time;
        _hosts = new TunHosts(network, _tally, seed, time);
        _device = where.Run(() => Open(device));
        _thread = new Thread(Work) { Name = "tun simulator", IsBackground = true };
        _thread.Start();
    }

    /// <summary>What it has read and written so far. While echoes are under way, one number may be a packet ahead of another.</summary>
    public TunCounters Counters => _tally.Read();

    /// <param name="where">The namespace of the device.</param>
    /// <param name="device">Made before with <c>ip tuntap add NAME mode tun</c>.</param>
    /// <param name="network">How the hosts behave.</param>
    /// <param name="seed">Chooses which requests are lost and how long the others take.</param>
    /// <param name="time">A real clock: the monotonic one says when an answer is due, the wall clock when a host flaps.</param>
    /// <exception cref="FaultLabException">The device cannot be opened.</exception>
    public static TunSimulator Start(NetworkNamespace where, string device, TunNetwork network, ulong seed, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(time);
        return new TunSimulator(where, device, network, seed, time);
    }

    /// <summary>Waits until nothing is under way and nothing new has come for a moment; false if that takes longer than <paramref name="limit"/>.</summary>
    public bool WaitUntilQuiet(TimeSpan limit)
    {
        var start = _time.GetTimestamp();
        var last = Counters;
        while (_time.GetElapsedTime(start) < limit)
        {
            Thread.Sleep(s_pause);
            var now = Counters;
            if (now.Waiting == 0 && now == last)
            {
                return true;
            }

            last = now;
        }

        return false;
    }

    /// <summary>Ends it. Answers that were still waiting are not sent any more.</summary>
    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _device.Dispose();
    }

    private static TunDevice Open(string device)
    {
        try
        {
            return TunDevice.Open(device);
        }
        catch (Win32Exception ex)
        {
            throw new FaultLabException(ex.Message, ex);
        }
    }

    private void Work()
    {
        _ = Libc.ControlProcess(Libc.SetTimerSlack, 1, 0, 0, 0);   // wake when an answer is due, not up to 50 us later
        _ = Libc.SetPriority(0, 0, -15);   // the network that it stands for would not wait for the monitor's processor either
        Span<byte> packet = stackalloc byte[IpLayout.Mtu];
        while (!_stop)
        {
            WriteDue();
            if (ReadSome(packet))
            {
                Wait();
            }
        }
    }

    private void WriteDue()
    {
        for (var i = 0; i < Batch && _hosts.TryNext(_time.GetTimestamp(), out var answer); i++)
        {
            _hosts.Written(answer, _device.Write(answer.Packet));
        }
    }

    /// <summary>True if there is nothing more to read.</summary>
    private bool ReadSome(Span<byte> packet)
    {
        for (var i = 0; i < Batch; i++)
        {
            var length = _device.Read(packet);
            if (length > 0)
            {
                _hosts.Take(packet[..length], _time.GetTimestamp());
                continue;
            }

            if (length < 0)
            {
                _tally.ReadErrors++;
                Thread.Sleep(s_pause);   // a device that is gone is readable at once, for ever
            }

            return true;
        }

        return false;
    }

    private void Wait()
    {
        var wait = LongestWait;
        if (_hosts.NextDue is { } due)
        {
            wait = Math.Min(wait, (long)((due - _time.GetTimestamp()) * (1_000_000_000.0 / _time.TimestampFrequency)));
        }

        if (wait > 0 && !_device.Wait(wait))
        {
            Thread.Sleep(s_pause);
        }
    }
}
