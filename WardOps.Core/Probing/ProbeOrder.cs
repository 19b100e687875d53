using System.Collections.Frozen;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>
/// One catalog as the loop needs it: arrays by slot, and the devices in groups in the order in which their echoes leave.
/// Every device has a phase within its spacing that depends on nothing but its id: it is probed at the same moment of every
/// round, and the fleet evenly. Made on the thread that swaps the catalog, so that 100,000 new devices delay no echo.
/// </summary>
internal sealed class ProbeOrder
{
    // Public constants: the phase only has to be even and stable, not secret.
    private const ulong PhaseKey0 = 0x576172644f707331;
    private const ulong PhaseKey1 = 0x7068617365000000;

    private readonly WatchedDevice?[] _devices;
    private readonly EchoAddress[] _addresses;
    private readonly byte[] _timeouts;
    private readonly byte[] _downAfter;
    private readonly FrozenDictionary<EchoAddress, int> _byAddress;

    public ProbeOrder(Catalog catalog, ProbePolicy policy)
    {
        Catalog = catalog;
        Interval = policy.Interval;
        _devices = new WatchedDevice?[catalog.Slots];
        _addresses = new EchoAddress[catalog.Slots];
        _timeouts = new byte[catalog.Slots];
        _downAfter = new byte[catalog.Slots];
        var members = new Dictionary<(bool IsIpv6, int Echoes, int Every, int Turn), List<(int Slot, Guid Id)>>();
        foreach (var device in catalog.Probed)
        {
            var settings = policy.Of(device);
            var address = EchoAddress.From(device.Address);
            _devices[device.Slot] = device;
            _addresses[device.Slot] = address;
            _timeouts[device.Slot] = TimeoutClass.Of(settings.Timeout);
            _downAfter[device.Slot] = (byte)settings.DownAfter;
            var turn = TurnOf(device.Id, settings.EveryRounds);
            var key = (address.IsSet && !address.IsIpv4, settings.Echoes, settings.EveryRounds, turn);
            if (!members.TryGetValue(key, out var group))
            {
                members[key] = group = [];
            }

            group.Add((device.Slot, device.Id));
        }

        Timeouts = [.. catalog.Probed.Select(d => _timeouts[d.Slot]).Append(TimeoutClass.Of(policy.Standard.Timeout)).Distinct().Order()];
        V4 = [.. members.Where(m => !m.Key.IsIpv6).Select(m => Group(m.Value, m.Key.Echoes, m.Key.Every, m.Key.Turn))];
        V6 = [.. members.Where(m => m.Key.IsIpv6).Select(m => Group(m.Value, m.Key.Echoes, m.Key.Every, m.Key.Turn))];
        Named = [.. catalog.Probed.Where(d => d.HostName is not null).Select(d => d.Slot)];
        _byAddress = catalog.Probed.Where(d => d.Address is not null).DistinctBy(d => _addresses[d.Slot]).ToFrozenDictionary(d => _addresses[d.Slot], d => d.Slot);
        Hosts = catalog.Probed.Count(d => d.Address is not null);
        ReachesBeyond = catalog.Probed.Any(d => _addresses[d.Slot] is { IsSet: true, IsLoopback: false });
        PerSecond = V4.Concat(V6).Sum(g => (double)g.Slots.Length * g.Echoes / g.EveryRounds) / policy.Interval.TotalSeconds;
    }

    public Catalog Catalog { get; }

    /// <summary>Length of a round.</summary>
    public TimeSpan Interval { get; }

    public int Slots => _devices.Length;

    /// <summary>The timeouts in use.</summary>
    public byte[] Timeouts { get; }

    /// <summary>Devices that are asked over IPv4, and those whose name does not resolve.</summary>
    public ProbeGroup[] V4 { get; }

    public ProbeGroup[] V6 { get; }

    /// <summary>Devices known by a host name, whose address may change within a round.</summary>
    public int[] Named { get; }

    /// <summary>Devices that have an address, so that they can be asked.</summary>
    public int Hosts { get; }

    /// <summary>Some device lies beyond this machine.</summary>
    public bool ReachesBeyond { get; }

    /// <summary>Echoes per second on the average.</summary>
    public double PerSecond { get; }

    /// <summary>The device in a slot; null if it is gone or not probed.</summary>
    public WatchedDevice? Device(int slot) => slot < _devices.Length ? _devices[slot] : null;

    /// <summary>Where its echoes go; not set while its name does not resolve.</summary>
    public EchoAddress Address(int slot) => slot < _addresses.Length ? _addresses[slot] : default;

    public byte Timeout(int slot) => _timeouts[slot];

    /// <summary>Whether a named device of this order is at another address in a newer one.</summary>
    public bool HasMoved(int slot, ProbeOrder newer)
        => _devices[slot] is { HostName: not null } was && newer.Device(slot) is { } now && now.HasMovedFrom(was);

    /// <summary>Consecutive lost echoes that make it Down.</summary>
    public int DownAfter(int slot) => _downAfter[slot];

    /// <summary>The slot of whoever has this address; -1 if nobody has.</summary>
    public int Find(EchoAddress address) => _byAddress.TryGetValue(address, out var slot) ? slot : -1;

    /// <summary>How many outcomes a round brings.</summary>
    public int Expected(long number) => Count(V4, number) + Count(V6, number);

    /// <summary>Where in [0, <paramref name="length"/>) the device has its turn.</summary>
    public static long PhaseOf(Guid id, long length)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return (long)Math.BigMul(SipHash.Of(bytes, PhaseKey0, PhaseKey1), (ulong)length, out _);
    }

    /// <summary>Whether a device that takes part in every so many-th round takes part in this one.</summary>
    public static bool IsDue(Guid id, int everyRounds, long number) => everyRounds == 1 || number % everyRounds == TurnOf(id, everyRounds);

    private static int TurnOf(Guid id, int everyRounds) => everyRounds == 1 ? 0 : (int)PhaseOf(id, everyRounds);

    private static int Count(ProbeGroup[] groups, long number)
    {
        var count = 0;
        foreach (var group in groups)
        {
            count += group.IsInRound(number) ? group.Slots.Length * group.Echoes : 0;
        }

        return count;
    }

    private ProbeGroup Group(List<(int Slot, Guid Id)> members, int echoes, int every, int turn)
    {
        var spacing = EchoClock.Nanos(Interval) / echoes;
        var slots = members.ConvertAll(m => m.Slot).ToArray();
        var phases = members.ConvertAll(m => PhaseOf(m.Id, spacing)).ToArray();
        Array.Sort(phases, slots);
        return new ProbeGroup(slots, phases, echoes, spacing, every, turn);
    }
}
