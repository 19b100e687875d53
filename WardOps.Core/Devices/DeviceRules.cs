using System.Net;
using System.Net.Sockets;

namespace WardOps.Core.Devices;

/// <summary>Whether a draft may become a device. Pure.</summary>
public static class DeviceRules
{
    /// <summary>All that is wrong with a draft, in words; empty if nothing is.</summary>
    /// <param name="draft">What was said.</param>
    /// <param name="id">The device it is for; a new id for a new device.</param>
    /// <param name="existing">All devices.</param>
    public static IReadOnlyList<string> Faults(DeviceDraft draft, Guid id, IReadOnlyCollection<Device> existing)
    {
        List<string> faults = [];
        Length(draft.Name, "Name", 200, faults);
        Length(draft.Branch, "Branch", 200, faults);
        Length(draft.Region, "Region", 100, faults);
        Length(draft.DeviceType, "Type", 100, faults);
        if (Address(draft.Ip) is not { } ip)
        {
            faults.Add($"'{draft.Ip}' is no IPv4 address; write four numbers from 0 to 255 with dots between them.");
        }
        else if (!IsHost(ip))
        {
            faults.Add($"{ip} is the address of no single host: it cannot be pinged.");
        }
        else if (draft.Enabled && existing.FirstOrDefault(d => d.Enabled && d.Id != id && d.Ip == ip) is { } other)
        {
            faults.Add($"{ip} is the address of {other.Name} already.");
        }

        if (draft.ParentId is { } parent)
        {
            Parent(parent, id, existing, faults);
        }

        return faults;
    }

    /// <summary>The address in its one canonical form; null if it is none. "10.1" and "010.0.0.1" are refused: they mean different things to different programs.</summary>
    public static string? Address(string text)
        => IPAddress.TryParse(text.Trim(), out var ip) && ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() == text.Trim() ? ip.ToString() : null;

    /// <summary>Neither "this network" (0.x) nor multicast nor broadcast (224.x and above), RFC 1122 section 3.2.1.3.</summary>
    private static bool IsHost(string ip) => IPAddress.Parse(ip).GetAddressBytes()[0] is > 0 and < 224;

    private static void Length(string text, string what, int most, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Length > most)
        {
            faults.Add($"{what} must have 1 to {most} characters.");
        }
    }

    private static void Parent(Guid parent, Guid id, IReadOnlyCollection<Device> existing, List<string> faults)
    {
        var byId = existing.ToDictionary(d => d.Id);
        if (!byId.ContainsKey(parent))
        {
            faults.Add("The parent does not exist.");
        }

        var seen = new HashSet<Guid>();
        for (Guid? above = parent; above is { } current && seen.Add(current); above = byId.GetValueOrDefault(current)?.ParentId)
        {
            if (current == id)
            {
                faults.Add("A device cannot be reached through itself: the parents would form a circle.");
                return;
            }
        }
    }
}
