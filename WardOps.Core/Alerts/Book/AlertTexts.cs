using System.Collections.Immutable;
using System.Globalization;
using WardOps.Core.Devices;

namespace WardOps.Core.Alerts.Book;

/// <summary>What alerts say to people. Pure.</summary>
public static class AlertTexts
{
    /// <summary>What is wrong with a device.</summary>
    public static string Of(AlertKind kind, WatchedDevice device, double value) => kind switch
    {
        AlertKind.Down => $"{device.Name} is down",
        AlertKind.Flapping => $"{device.Name} goes up and down",
        AlertKind.PacketLoss => $"{device.Name} loses {Number(value)} % of its echoes",
        AlertKind.Rtt => $"{device.Name} takes {Number(value)} ms to answer",
        AlertKind.Jitter => $"{device.Name} answers unevenly: jitter {Number(value)} ms",
        AlertKind.NoData => $"Nothing is known of {device.Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No alert of a device."),
    };

    /// <summary>That it is over.</summary>
    public static string Over(Alert alert, DateTimeOffset end) => alert.Kind switch
    {
        AlertKind.Down => $"{alert.Name} is up again after {Length(end - alert.Since)}",
        AlertKind.Flapping => $"{alert.Name} has been calm again",
        AlertKind.PacketLoss => $"{alert.Name} answers again as it should: the loss is over after {Length(end - alert.Since)}",
        AlertKind.Rtt => $"{alert.Name} answers quickly again after {Length(end - alert.Since)}",
        AlertKind.Jitter => $"{alert.Name} answers evenly again after {Length(end - alert.Since)}",
        AlertKind.NoData => $"{alert.Name} is watched again after {Length(end - alert.Since)}",
        AlertKind.Blind => $"WardOps sees again after {Length(end - alert.Since)}",
        _ => $"{alert.Name} is over after {Length(end - alert.Since)}",
    };

    /// <summary>Why an alert was closed though nothing is known to be better.</summary>
    public static string Closed(Alert alert, AlertEnd end) => end switch
    {
        AlertEnd.Disabled => $"{alert.Name} is not watched any more",
        AlertEnd.Deleted => $"{alert.Name} was deleted",
        AlertEnd.RuleChanged => $"No rule asks for this any more; nothing is said of {alert.Name}",
        AlertEnd.Readdressed => $"{alert.Name} has another address; what was seen of {alert.Ip} says nothing any more",
        AlertEnd.Merged => "Another alert contains it",
        _ => Over(alert, alert.EndedAt ?? alert.ClosedAt ?? alert.Since),
    };

    /// <summary>An incident: "Branch Batumi offline: router R1 + 11 devices".</summary>
    public static string Incident(string branch, ImmutableArray<AlertMember> members)
    {
        var causes = members.Where(m => m.Role == MemberRole.Cause).Select(m => m.Name).ToList();
        var others = members.Count(m => m.Role == MemberRole.Away);
        return causes.Count == 0
            ? $"Branch {branch}: {Devices(others)} fell silent together"
            : $"Branch {branch} offline: {string.Join(" and ", causes)} + {Devices(others)}";
    }

    /// <summary>The end of an incident: "Branch Batumi: 11 of 12 back, ATM-3 still down".</summary>
    public static string IncidentOver(string branch, ImmutableArray<AlertMember> members)
    {
        const int Named = 5;
        var own = members.Where(m => m.Role != MemberRole.DownBefore).ToList();
        var down = own.Where(m => m.BackAt is null).Select(m => m.Name).ToList();
        if (down.Count == 0)
        {
            return own.Count == 1 ? $"Branch {branch}: {own[0].Name} is back" : $"Branch {branch}: all {own.Count} back";
        }

        var more = down.Count > Named ? $" and {down.Count - Named} more" : "";
        return $"Branch {branch}: {own.Count - down.Count} of {own.Count} back, {string.Join(", ", down.Take(Named))}{more} still down";
    }

    /// <summary>"4 s", "3 min 20 s", "2 h 5 min", "3 d 4 h".</summary>
    public static string Length(TimeSpan length)
    {
        var seconds = (long)Math.Max(0, Math.Round(length.TotalSeconds));
        return seconds switch
        {
            < 60 => $"{seconds} s",
            < 3600 => Two(seconds / 60, "min", seconds % 60, "s"),
            < 86400 => Two(seconds / 3600, "h", seconds % 3600 / 60, "min"),
            _ => Two(seconds / 86400, "d", seconds % 86400 / 3600, "h"),
        };
    }

    private static string Two(long great, string unit, long small, string smallUnit) => small == 0 ? $"{great} {unit}" : $"{great} {unit} {small} {smallUnit}";

    private static string Devices(int count) => count == 1 ? "1 device" : $"{count} devices";

    private static string Number(double value) => double.IsFinite(value) ? value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture) : "?";
}
