namespace WardOps.Core.Probing;

/// <summary>ICMP errors counted by what they say. Whoever forges them chooses type and code, so only those that have a meaning are told apart; there are 36 counts and never more.</summary>
internal sealed class IcmpErrorTally
{
    private static readonly (bool IsIpv4, byte Type, byte Codes)[] s_known =
    [
        (true, 3, 16),    // unreachable: RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1
        (true, 11, 2),    // time exceeded: RFC 792
        (true, 12, 3),    // parameter problem: RFC 792, RFC 1108
        (false, 1, 7),    // unreachable: RFC 4443 section 3.1
        (false, 2, 1),    // packet too big: section 3.2
        (false, 3, 2),    // time exceeded: section 3.3
        (false, 4, 3),    // parameter problem: section 3.4, RFC 7112
    ];

    private readonly long[] _known = new long[s_known.Sum(k => k.Codes)];
    private long _otherV4;
    private long _otherV6;

    public void Add(bool isIpv4, IcmpError error)
    {
        var at = 0;
        foreach (var (v4, type, codes) in s_known)
        {
            if (v4 == isIpv4 && type == error.Type && error.Code < codes)
            {
                _known[at + error.Code]++;
                return;
            }

            at += codes;
        }

        (isIpv4 ? ref _otherV4 : ref _otherV6)++;
    }

    /// <summary>All counts; an error of null is any other one.</summary>
    public IEnumerable<(bool IsIpv4, IcmpError? Error, long Count)> Read()
    {
        var at = 0;
        foreach (var (isIpv4, type, codes) in s_known)
        {
            for (byte code = 0; code < codes; code++)
            {
                yield return (isIpv4, new IcmpError(type, code), Volatile.Read(ref _known[at++]));
            }
        }

        yield return (true, null, Volatile.Read(ref _otherV4));
        yield return (false, null, Volatile.Read(ref _otherV6));
    }
}
