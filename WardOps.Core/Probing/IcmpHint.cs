using System.Globalization;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>An ICMP error about an echo to a device. It can be forged, so it explains and never decides.</summary>
/// <param name="Device">Whom the echo was for.</param>
/// <param name="Error">What the error says.</param>
/// <param name="From">Who says it.</param>
/// <param name="At">When it was read: wall clock, nanoseconds since the Unix epoch.</param>
public readonly record struct IcmpHint(WatchedDevice Device, IcmpError Error, EchoAddress From, long At)
{
    /// <summary>For people: "host unreachable, says 10.0.0.1".</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Text(Error, From.IsIpv4)}, says {From}");

    private static string Text(IcmpError error, bool isIpv4) => isIpv4 ? TextV4(error) : TextV6(error);

    /// <summary>RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1.</summary>
    private static string TextV4(IcmpError error) => error switch
    {
        (3, 0) or (3, 6) or (3, 11) => "network unreachable",
        (3, 1) or (3, 7) or (3, 12) => "host unreachable",
        (3, 2) => "protocol unreachable",
        (3, 3) => "port unreachable",
        (3, 4) => "packet too big",
        (3, 9) or (3, 10) or (3, 13) => "prohibited by an administrator",
        (3, _) => Numbered("unreachable", error),
        (11, 0) => "time to live exceeded: a loop of routes",
        (11, _) => Numbered("time exceeded", error),
        _ => Numbered("ICMP error", error),
    };

    /// <summary>RFC 4443 section 3.</summary>
    private static string TextV6(IcmpError error) => error switch
    {
        (1, 0) => "no route to the host",
        (1, 1) or (1, 5) or (1, 6) => "prohibited by an administrator",
        (1, 3) => "host unreachable",
        (1, 4) => "port unreachable",
        (1, _) => Numbered("unreachable", error),
        (2, _) => "packet too big",
        (3, 0) => "hop limit exceeded: a loop of routes",
        (3, _) => Numbered("time exceeded", error),
        _ => Numbered("ICMPv6 error", error),
    };

    private static string Numbered(string text, IcmpError error) => string.Create(CultureInfo.InvariantCulture, $"{text} (type {error.Type}, code {error.Code})");
}
