using System.Globalization;
using System.Net;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>The default gateways of this machine, as Linux tells them (proc(5), net/route and net/ipv6_route).</summary>
internal static class Gateways
{
    private const string RoutesV4 = "/proc/thread-self/net/route";
    private const string RoutesV6 = "/proc/thread-self/net/ipv6_route";
    private const int FlagGateway = 2;

    /// <summary>Of the namespace of the calling thread; empty where there are none or the system does not tell.</summary>
    public static EchoAddress[] Read() => [.. Lines(RoutesV4).Select(FromV4).Concat(Lines(RoutesV6).Select(FromV6)).OfType<EchoAddress>().Distinct()];

    /// <summary>Interface, destination, gateway, flags, ... in hexadecimal, addresses as <c>s_addr</c>.</summary>
    internal static EchoAddress? FromV4(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 4 && words[1] == "00000000" && Hex(words[3]) is { } flags && (flags & FlagGateway) != 0 && Hex(words[2]) is { } gateway and not 0
            ? EchoAddress.FromIpv4((uint)gateway)
            : null;
    }

    /// <summary>Destination, its prefix, source, its prefix, next hop, metric, references, use, flags, interface; a link-local next hop needs its interface and is left out.</summary>
    internal static EchoAddress? FromV6(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 10 || words[1] != "00" || words[4].Length != 32 || words[4].All(c => c == '0') || Hex(words[8]) is not { } flags || (flags & FlagGateway) == 0)
        {
            return null;
        }

        var hop = new IPAddress(Convert.FromHexString(words[4]));
        return hop.IsIPv6LinkLocal ? null : EchoAddress.From(hop);
    }

    private static long? Hex(string word) => long.TryParse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
