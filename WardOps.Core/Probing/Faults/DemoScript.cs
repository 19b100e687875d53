using System.Buffers.Binary;
using System.Collections.Frozen;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing.Faults;

/// <summary>
/// Who of a demo fleet has which trouble, and when. Depends on addresses, branch names and the time only, so every demo
/// of the same fleet goes the same way. About 4 % are dead for good, 3 % lossy, 2 % slow, 1.5 % flapping; and every
/// four minutes one branch is cut off for 90 seconds.
/// </summary>
public sealed class DemoScript : IFaultScript
{
    /// <summary>Every so often a branch is cut.</summary>
    public static readonly TimeSpan CutEvery = TimeSpan.FromMinutes(4);

    /// <summary>So long after the beginning of each such stretch.</summary>
    public static readonly TimeSpan CutAfter = TimeSpan.FromSeconds(60);

    /// <summary>For so long.</summary>
    public static readonly TimeSpan CutFor = TimeSpan.FromSeconds(90);

    private const ulong Key0 = 0x576172644f707331;
    private const ulong Key1 = 0x64656d6f00000000;

    private readonly FrozenDictionary<EchoAddress, DemoRole> _roles;
    private readonly int _branches;

    public DemoScript(Catalog catalog)
    {
        Catalog = catalog;
        var branches = catalog.Devices.Select(d => d.Branch).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        _branches = branches.Length;
        var roles = new Dictionary<EchoAddress, DemoRole>();
        foreach (var device in catalog.Devices)
        {
            var address = EchoAddress.From(device.Address);
            if (address.IsSet)
            {
                var branch = Array.BinarySearch(branches, device.Branch, StringComparer.Ordinal);
                roles[address] = DemoRole.Of(branch, Hash(address.IsIpv4 ? address.Ipv4 : address.High ^ address.Low));
            }
        }

        _roles = roles.ToFrozenDictionary();
    }

    /// <summary>The fleet that this script is for.</summary>
    public Catalog Catalog { get; }

    public EchoFault Of(EchoAddress address, long now)
    {
        if (!_roles.TryGetValue(address, out var role))
        {
            return EchoFault.None;
        }

        return role.Branch == BranchCutAt(now) ? EchoFault.Cut : role.At(now);
    }

    /// <summary>Index of the branch that is cut now, in order of name; -1 for none.</summary>
    private int BranchCutAt(long now)
    {
        var (stretch, within) = Math.DivRem(now, EchoClock.Nanos(CutEvery));
        var isCut = within >= EchoClock.Nanos(CutAfter) && within < EchoClock.Nanos(CutAfter + CutFor);
        return isCut && _branches > 0 ? (int)(Hash((ulong)stretch) % (ulong)_branches) : -1;
    }

    private static ulong Hash(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return SipHash.Of(bytes, Key0, Key1);
    }
}
