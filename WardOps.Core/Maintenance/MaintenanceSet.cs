using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WardOps.Core.Devices;

namespace WardOps.Core.Maintenance;

/// <summary>All maintenance windows at one moment, past ones among them. Immutable.</summary>
public sealed class MaintenanceSet
{
    private readonly Lazy<string> _fingerprint;

    private MaintenanceSet(bool isKnown, ImmutableArray<MaintenanceWindow> windows)
    {
        IsKnown = isKnown;
        Windows = windows;
        _fingerprint = new Lazy<string>(Fingerprint);
    }

    /// <summary>Before the store was read.</summary>
    public static MaintenanceSet Unknown { get; } = new(false, []);

    /// <summary>Whether the store has been read. Where it has not, there may be windows that nobody knows of yet.</summary>
    public bool IsKnown { get; }

    /// <summary>In order of their making.</summary>
    public ImmutableArray<MaintenanceWindow> Windows { get; }

    /// <summary>Differs where the windows do: part of the tag of what was computed with them.</summary>
    public string Mark => _fingerprint.Value;

    public static MaintenanceSet Of(IEnumerable<MaintenanceWindow> windows) => new(true, [.. windows.OrderBy(w => w.CreatedAt).ThenBy(w => w.Id)]);

    public MaintenanceWindow? Find(Guid id) => Windows.FirstOrDefault(w => w.Id == id);

    /// <summary>Those within which a device is at a time.</summary>
    public IEnumerable<MaintenanceWindow> Covering(WatchedDevice device, DateTimeOffset at) => Windows.Where(w => w.IsActive(at) && w.Scope.Matches(device));

    /// <summary>When a device leaves maintenance, as far as is known now; null if it is not in maintenance.</summary>
    public DateTimeOffset? Until(WatchedDevice device, DateTimeOffset at) => Covering(device, at).Select(w => w.NextChange(at)).Max();

    private string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var window in Windows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{window.Id} {window.Version};");
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
