using System.Collections.Concurrent;
using System.Net;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Lab;

/// <summary>
/// The hosts behind the TUN device: a behaviour for each prefix, of which the longest that fits counts. May be changed from
/// any thread while the simulator runs. <see cref="EchoBehaviour.SendErrno"/> means nothing here: the kernel does the sending.
/// </summary>
public sealed class TunNetwork
{
    private readonly PrefixTable _table = new();
    private readonly ConcurrentDictionary<UInt128, bool> _cut = new();
    private volatile bool _isSilent;

    /// <summary>How an address behaves that is in no prefix. Nobody is there: no answer.</summary>
    public EchoBehaviour Default { get; set; } = EchoBehaviour.Dead;

    /// <summary>While set, nobody answers, as if the line were cut somewhere far away. Replies that were already under way still arrive.</summary>
    public bool IsSilent
    {
        get => _isSilent;
        set => _isSilent = value;
    }

    /// <summary>How many bytes of an ICMP request an ICMP error quotes after the request's IP header, at least 8; null for what
    /// routers do: 8 in IPv4, everything in IPv6.</summary>
    public int? QuotedBytes { get; set; }

    /// <summary>The behaviour of the hosts of a prefix, unless a longer one says something else.</summary>
    public EchoBehaviour this[IPNetwork prefix]
    {
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.ErrorFrom is { } router && router.AddressFamily != prefix.BaseAddress.AddressFamily)
            {
                throw new ArgumentException($"The router {router} cannot answer for {prefix}: it is of the other address family.", nameof(value));
            }

            _table.Set(prefix, value);
        }
    }

    /// <summary>The behaviour of one host.</summary>
    public EchoBehaviour this[IPAddress address]
    {
        get => Of(AddressKey.Of(address));
        set => this[AddressKey.Host(address)] = value;
    }

    /// <summary>Takes back what was said about exactly this prefix; false if nothing was.</summary>
    public bool Remove(IPNetwork prefix) => _table.Remove(prefix);

    /// <summary>From now on this host does not answer, whatever its behaviour is, until <see cref="Restore"/>.</summary>
    public void Cut(IPAddress address) => _cut[AddressKey.Of(address)] = true;

    /// <summary>The host behaves again as it did before <see cref="Cut"/>.</summary>
    public void Restore(IPAddress address) => _cut.TryRemove(AddressKey.Of(address), out _);

    internal EchoBehaviour Of(UInt128 address)
        => _isSilent || (!_cut.IsEmpty && _cut.ContainsKey(address)) ? EchoBehaviour.Dead : _table.Find(address) ?? Default;
}
