using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Web.Components.Notifications;

/// <summary>Names of devices and branches for their ids, and the other way round.</summary>
internal static class ScopeNames
{
    /// <summary>What the device or branch with this id is called; the id if nobody has it.</summary>
    public static string Of(string id, Catalog catalog)
        => !Guid.TryParse(id, out var guid) ? id : catalog.Find(guid)?.Name ?? catalog.Devices.FirstOrDefault(d => d.BranchId == guid)?.Branch ?? id;

    /// <summary>The values of a scope from what was typed; a name that nobody has is left as it is, and is refused when it is saved.</summary>
    public static IEnumerable<string> Read(ScopeKind kind, string text, Catalog catalog)
        => text.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(word => kind switch
        {
            ScopeKind.Branch => Ids(catalog.Devices.Where(d => Same(d.Branch, word)).Select(d => d.BranchId), word),
            ScopeKind.Device => Ids(catalog.Devices.Where(d => Same(d.Name, word) || d.Ip == word).Select(d => d.Id), word),
            _ => new List<string> { word },
        });

    /// <summary>What may be typed.</summary>
    public static IEnumerable<string> Known(ScopeKind kind, Catalog catalog) => kind switch
    {
        ScopeKind.Type => catalog.Devices.Select(d => d.DeviceType),
        ScopeKind.Region => catalog.Devices.Select(d => d.Region),
        ScopeKind.Branch => catalog.Devices.Select(d => d.Branch),
        ScopeKind.Tag => catalog.Devices.SelectMany(d => d.Tags.Words),
        ScopeKind.Device => catalog.Devices.Select(d => d.Name),
        _ => [],
    };

    private static List<string> Ids(IEnumerable<Guid> ids, string otherwise)
    {
        var found = ids.Distinct().Select(id => id.ToString()).ToList();
        return found.Count > 0 ? found : [otherwise];
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
