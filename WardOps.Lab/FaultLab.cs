using System.Globalization;

namespace WardOps.Lab;

/// <summary>
/// Two network namespaces and a simulator, in which a monitor can ping a hundred thousand addresses of every kind, and the line can
/// be cut. Nothing leaves the machine. <see cref="Dispose"/> takes everything down; two labs of different names live side by side.
/// </summary>
public sealed class FaultLab : IDisposable
{
    private const string Administer = "CAP_SYS_ADMIN and CAP_NET_ADMIN";
    private const ulong AdministerBits = (1UL << 21) | (1UL << 12);   // numbers of linux/capability.h

    private readonly LabTopology _topology;
    private bool _isDown;

    private FaultLab(LabTopology topology, TunNetwork network, ulong seed, TimeProvider time)
    {
        _topology = topology;
        Network = network;
        Simulator = TunSimulator.Start(topology.Monitor, LabTopology.Tun, network, seed, time);
    }

    /// <summary>Where the monitor lives. Its uplink is 10.255.0.1, behind which is the fleet; 10.80 to 10.92 are behind the TUN device.</summary>
    public NetworkNamespace Monitor => _topology.Monitor;

    /// <summary>Where the whole of 10.64.0.0/10 and fd00:66::/32 answers, apart from four prefixes that refuse.</summary>
    public NetworkNamespace Fleet => _topology.Fleet;

    /// <summary>The hosts behind the TUN device; <see cref="DefaultHosts"/> unless others were given.</summary>
    public TunNetwork Network { get; }

    public TunSimulator Simulator { get; }

    /// <summary>What the simulator read and wrote. See <see cref="TunCounters"/> for what a verdict must compare.</summary>
    public TunCounters Counters => Simulator.Counters;

    /// <summary>What the kernel counted at the TUN device.</summary>
    public InterfaceCounters TunInterface => Monitor.Run(() => InterfaceCounters.Read(LabTopology.Tun));

    /// <summary>Makes a lab that is called PURPOSE-PID-NUMBER after this process, and removes those of processes that have died before they could.</summary>
    /// <param name="purpose">Letters, digits and hyphens.</param>
    /// <param name="network">The hosts behind the TUN device; null for <see cref="DefaultHosts"/>.</param>
    /// <param name="seed">Chooses which requests are lost and how long the others take.</param>
    /// <exception cref="FaultLabException">It cannot be made; nothing is left behind.</exception>
    public static FaultLab CreateForProcess(string purpose, TunNetwork? network = null, ulong seed = 1)
    {
        LabLeftovers.Remove(purpose);
        return Create(LabLeftovers.NextName(purpose), network, seed);
    }

    /// <summary>Makes a lab; leftovers of a dead run with the same name are removed first.</summary>
    /// <param name="name">The namespaces are called NAME-mon and NAME-fleet. A living lab of this name would be taken down.</param>
    /// <param name="network">The hosts behind the TUN device; null for <see cref="DefaultHosts"/>.</param>
    /// <param name="seed">Chooses which requests are lost and how long the others take.</param>
    /// <param name="time">A real clock; null for that of the system.</param>
    /// <exception cref="FaultLabException">It cannot be made; nothing is left behind.</exception>
    public static FaultLab Create(string name, TunNetwork? network = null, ulong seed = 1, TimeProvider? time = null)
    {
        var topology = new LabTopology(name);
        EventHandler ended = (_, _) => topology.End();   // also a process that is interrupted meanwhile takes its namespaces down
        AppDomain.CurrentDomain.ProcessExit += ended;
        try
        {
            topology.Up();
            var lab = new FaultLab(topology, network ?? DefaultHosts.Create(), seed, time ?? TimeProvider.System);
            AppDomain.CurrentDomain.ProcessExit += lab.Ended;
            return lab;
        }
        catch
        {
            topology.Down();
            throw;
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= ended;
        }
    }

    /// <summary>Why no lab can be made here, in words and with the fix; null if one can.</summary>
    public static string? WhyNot()
        => !OperatingSystem.IsLinux() ? "The fault lab needs Linux."
            : IpCommand.Find() is null ? "The fault lab needs the program ip. Fix: apt-get install iproute2."
            : !File.Exists("/dev/net/tun") ? "The fault lab needs /dev/net/tun. Fix: modprobe tun, or give the container that device."
            : (OwnCapabilities() & AdministerBits) != AdministerBits ? $"The fault lab needs root ({Administer}). Fix: run it with sudo, or in a privileged container."
            : null;

    /// <summary>The monitor's uplink goes down: sending to the fleet fails at once. The TUN device is not touched.</summary>
    public void CutUplink() => _topology.CutUplink();

    /// <summary>The monitor's uplink swallows everything that is sent, without any error. The TUN device is not touched.</summary>
    public void BlackholeUplink() => _topology.BlackholeUplink();

    /// <summary>Ends <see cref="CutUplink"/> and <see cref="BlackholeUplink"/>.</summary>
    public void RestoreUplink() => _topology.RestoreUplink();

    /// <summary>Nobody behind the TUN device answers any more.</summary>
    public void BlackholeTun() => Network.IsSilent = true;

    /// <summary>Ends <see cref="BlackholeTun"/>.</summary>
    public void RestoreTun() => Network.IsSilent = false;

    /// <summary>Takes everything down. May be called more than once.</summary>
    public void Dispose()
    {
        if (!_isDown)
        {
            _isDown = true;
            AppDomain.CurrentDomain.ProcessExit -= Ended;
            Simulator.Dispose();
            _topology.Down();
        }
    }

    /// <summary>Also a process that is interrupted takes its namespaces down.</summary>
    private void Ended(object? sender, EventArgs e) => Dispose();

    private static ulong OwnCapabilities()
    {
        const string Mark = "CapEff:";
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal));
        return line is null ? 0 : ulong.Parse(line[Mark.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
