using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>
/// The enabled devices of one catalog, in the order in which their echoes leave. Every device has a phase within the
/// spacing that depends on nothing but its id: it is probed at the same moment of every round, and the fleet evenly.
/// </summary>
internal sealed class ProbeOrder
{
    // Public constants: the phase only has to be even and stable, not secret.
    private const ulong PhaseKey0 = 0x576172644f707331;
    private const ulong PhaseKey1 = 0x7068617365000000;

    private readonly WatchedDevice[] _devices;
    private readonly uint[] _destinations;
    private readonly long[] _phases;

    public ProbeOrder(Catalog catalog, long spacingNs)
    {
        Catalog = catalog;
        _devices = [.. catalog.Probed];
        _phases = Array.ConvertAll(_devices, d => PhaseOf(d.Id, spacingNs));
        Array.Sort(_phases, _devices);
        _destinations = Array.ConvertAll(_devices, d => Ipv4.TryPack(d.Address, out var packed) ? packed : 0);
    }

    public Catalog Catalog { get; }

    public int Count => _devices.Length;

    public WatchedDevice Device(int index) => _devices[index];

    /// <summary>Address as <c>s_addr</c>; 0 if it is not IPv4.</summary>
    public uint Destination(int index) => _destinations[index];

    /// <summary>Nanoseconds from the start of a spacing.</summary>
    public long Phase(int index) => _phases[index];

    /// <summary>Where in [0, <paramref name="spacingNs"/>) the device has its turn.</summary>
    public static long PhaseOf(Guid id, long spacingNs)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return (long)Math.BigMul(SipHash.Of(bytes, PhaseKey0, PhaseKey1), (ulong)spacingNs, out _);
    }
}
