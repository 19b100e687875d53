using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Web.Components.Rules;

/// <summary>What there is to choose a scope from. Pure.</summary>
internal static class RuleScopes
{
    /// <summary>Enabled devices that it is for.</summary>
    public static int Count(DeviceScope scope, Catalog catalog) => scope.Kind == ScopeKind.All ? catalog.Probed.Length : catalog.Probed.Count(scope.Matches);

    /// <summary>All values of a kind with what people call them, by name.</summary>
    public static IReadOnlyList<(string Value, string Name)> Choices(ScopeKind kind, Catalog catalog) => kind switch
    {
        ScopeKind.Type => Names(catalog.Devices.Select(d => d.DeviceType)),
        ScopeKind.Region => Names(catalog.Devices.Select(d => d.Region)),
        ScopeKind.Tag => Names(catalog.Devices.SelectMany(d => d.Tags.Words)),
        ScopeKind.Branch => [.. catalog.Devices.DistinctBy(d => d.BranchId).Select(d => (d.BranchId.ToString(), d.Branch)).OrderBy(c => c.Branch, StringComparer.OrdinalIgnoreCase)],
        ScopeKind.Device => [.. catalog.Devices.Select(d => (d.Id.ToString(), $"{d.Name} ({d.Ip})")).OrderBy(c => c.Item2, StringComparer.OrdinalIgnoreCase)],
        _ => [],
    };

    private static List<(string, string)> Names(IEnumerable<string> names)
        => [.. names.Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Select(n => (n, n))];
}
