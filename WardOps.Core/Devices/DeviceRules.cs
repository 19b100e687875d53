using System.Net;
using System.Net.Sockets;
using WardOps.Core.Devices.Names;

namespace WardOps.Core.Devices;

/// <summary>Whether a draft may become a device. Pure.</summary>
public static class DeviceRules
{
    /// <summary>All that is wrong with a draft, in words; empty if nothing is.</summary>
    /// <param name="draft">What was said.</param>
    /// <param name="id">The device it is for; a new id for a new device.</param>
    /// <param name="existing">All devices.</param>
    /// <param name="policy">By what settings of its own are judged; null for those of a plain installation.</param>
    public static IReadOnlyList<string> Faults(DeviceDraft draft, Guid id, IReadOnlyCollection<Device> existing, ProbePolicy? policy = null)
    {
        List<string> faults = [];
        Length(draft.Name, "Name", 200, faults);
        Length(draft.Branch, "Branch", 200, faults);
        Length(draft.Region, "Region", 100, faults);
        Length(draft.DeviceType, "Type", 100, faults);
        if (Address(draft.Ip) is not { } ip)
        {
            faults.Add($"'{draft.Ip}' {WhyNoAddress(draft.Ip.Trim())}");
        }
        else if (IPAddress.TryParse(ip, out var parsed) && WhyNoHost(parsed) is { } why)
        {
            faults.Add($"{ip} {why}");
        }
        else if (draft.Enabled && existing.FirstOrDefault(d => d.Enabled && d.Id != id && d.Ip == ip) is { } other)
        {
            faults.Add($"{ip} is the address of {other.Name} already.");
        }

        if (draft.Probe is { } probe)
        {
            faults.AddRange((policy ?? ProbePolicy.Default).Faults(probe));
        }

        faults.AddRange(DeviceTags.Faults(draft.Tags));
        Parents(draft, id, existing, faults);
        return faults;
    }

    /// <summary>The address or host name in its one canonical form; null if it is none. "10.1" and "010.0.0.1" are refused: they mean different things to different programs.</summary>
    public static string? Address(string text)
    {
        var trimmed = text.Trim();
        if (HasPort(trimmed) || HasZone(trimmed))
        {
            return null;   // the parser of .NET would drop the one, and keep the other although echoes do not
        }

        if (!IPAddress.TryParse(trimmed, out var ip))
        {
            return HostNames.Normal(trimmed);
        }

        // IPv6 has many spellings of one address, and one canonical (RFC 5952); of IPv4 only the canonical one is unmistakable.
        return ip.AddressFamily == AddressFamily.InterNetworkV6 || ip.ToString() == trimmed ? ip.ToString() : null;
    }

    /// <summary>Why an address is not that of a single host that could be pinged, in words that follow it; null if it is. RFC 1122 section 3.2.1.3, RFC 4291.</summary>
    public static string? WhyNoHost(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.GetAddressBytes()[0] is > 0 and < 224 ? null : "is the address of no single host: it cannot be pinged.";
        }

        return address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) ? "is the address of no single host: it cannot be pinged."
            : address.IsIPv4MappedToIPv6 ? $"is an IPv4 address: write {address.MapToIPv4()}."
            : address.IsIPv6LinkLocal ? "holds on one link only: give the device's global or unique local address."
            : null;
    }

    private static string WhyNoAddress(string text)
        => HasZone(text) ? "names an interface of one machine (what follows the %): write the address without it."
        : HasPort(text) ? "has brackets or a port, and echoes have none: write the bare address."
        : text.EndsWith("..", StringComparison.Ordinal) ? "ends in more than one dot: write the name without them."
        : "is neither an IP address nor a host name; write something like 10.1.2.3, 2001:db8::7 or atm-7.bank.example.";

    private static bool HasZone(string text) => text.Contains('%', StringComparison.Ordinal);

    private static bool HasPort(string text) => text.Contains('[', StringComparison.Ordinal) || text.Contains(']', StringComparison.Ordinal)
        || (text.Count(c => c == ':') == 1 && text[^1] != ':');

    private static void Length(string text, string what, int most, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Length > most)
        {
            faults.Add($"{what} must have 1 to {most} characters.");
        }
    }

    /// <summary>What is wrong with devices reached through one another in a circle, in words that name it; null if none are, or if they were before and it is not about this device.</summary>
    /// <param name="after">All devices as they would be.</param>
    /// <param name="id">The device that is changed.</param>
    /// <param name="before">All devices as they are.</param>
    internal static string? WhyCircular(IReadOnlyList<Device> after, Guid id, IEnumerable<Device> before) => WhyCircular(Nodes(after), id, Nodes(before));

    /// <summary>A circle of parents in words: "A through B, B through C, C through A".</summary>
    internal static string Circle(IReadOnlyList<string> names) => string.Join(", ", names.Select((name, i) => $"{name} through {names[(i + 1) % names.Count]}"));

    private static void Parents(DeviceDraft draft, Guid id, IReadOnlyCollection<Device> existing, List<string> faults)
    {
        var named = draft.Parents?.Ids ?? [];
        faults.AddRange(named.Where(p => p != id && existing.All(d => d.Id != p)).Select(p => $"The parent {p} does not exist."));
        if (named.Contains(id))
        {
            faults.Add("A device cannot be reached through itself: name another parent, or none.");
            return;
        }

        var before = Nodes(existing);
        var branch = existing.FirstOrDefault(d => d.Branch?.Name == draft.Branch.Trim())?.BranchId.ToString() ?? draft.Branch.Trim();
        var node = new ParentNode(id, draft.Name.Trim(), branch, draft.DeviceType.Trim(), draft.Enabled, draft.Parents);
        if (WhyCircular([.. before.Where(n => n.Id != id), node], id, before) is { } why)
        {
            faults.Add(why);
        }
    }

    private static List<ParentNode> Nodes(IEnumerable<Device> devices)
        => [.. devices.Select(d => new ParentNode(d.Id, d.Name, d.BranchId.ToString(), d.DeviceType, d.Enabled, d.ParentIds()))];

    private static string? WhyCircular(List<ParentNode> after, Guid id, List<ParentNode> before)
    {
        var circle = ParentLinks.Of(after).Circle;
        return circle.Count == 0 || (circle.All(i => after[i].Id != id) && ParentLinks.Of(before).Circle.Count > 0) ? null
            : $"The parents would form a circle: {Circle([.. circle.Select(i => after[i].Name)])}.";
    }
}
