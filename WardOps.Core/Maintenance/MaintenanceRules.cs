using System.Collections.Immutable;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Maintenance;

/// <summary>Whether a draft may become a maintenance window, and whether an edit leaves what has been as it was. Pure.</summary>
public static class MaintenanceRules
{
    public const int LongestName = 100;
    public const int LongestReason = 500;

    /// <summary>Names or ids in one scope.</summary>
    public const int MostValues = 500;

    private const int LongestValue = 200;

    /// <summary>All that is wrong with a draft, in words; empty if nothing is.</summary>
    /// <param name="draft">What was said.</param>
    /// <param name="catalog">Devices and branches that its scope may name by id.</param>
    /// <param name="now">What is over by now is refused.</param>
    public static IReadOnlyList<string> Faults(MaintenanceDraft draft, Catalog catalog, DateTimeOffset now)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Trim().Length > LongestName)
        {
            faults.Add($"The name must have 1 to {LongestName} characters.");
        }

        if (draft.Reason.Trim().Length > LongestReason)
        {
            faults.Add($"The reason must have at most {LongestReason} characters.");
        }

        if (Scope(draft.Scope, catalog) is { } scope)
        {
            faults.Add(scope);
        }

        if (draft.Plan.Faults() is { Count: > 0 } plan)
        {
            faults.AddRange(plan);
        }
        else if (draft.Plan.NextChange(now) is null)
        {
            faults.Add("It is over already: nothing of it is still to come.");
        }

        return faults;
    }

    /// <summary>Whether a window may be changed where it stands, because nothing of what has been would become untrue.</summary>
    internal static bool KeepsThePast(MaintenanceWindow was, MaintenanceDraft next, DateTimeOffset now)
        => (was.Scope == next.Scope && was.Plan == next.Plan && was.Enabled == next.Enabled)
            || !was.HasBegun(now)
            || (was.Scope == next.Scope && was.Enabled && next.Enabled && was.Plan is OneOffPlan old && next.Plan is OneOffPlan plan
                && old.From == plan.From && old.To >= now && plan.To >= now);

    private static string? Scope(DeviceScope scope, Catalog catalog)
    {
        var values = scope.Values.IsDefault ? ImmutableArray<string>.Empty : scope.Values;
        return scope.Kind switch
        {
            ScopeKind.All => null,
            > ScopeKind.Tag => "Say which devices: all, or by type, region, branch, device or tag.",
            _ when values.Length is 0 or > MostValues => $"Name 1 to {MostValues} {Words(scope.Kind)}, or choose all devices.",
            _ when values.Any(v => string.IsNullOrWhiteSpace(v) || v.Length > LongestValue) => $"Each of the {Words(scope.Kind)} must have 1 to {LongestValue} characters.",
            ScopeKind.Device => values.FirstOrDefault(v => !Guid.TryParse(v, out var id) || catalog.Find(id) is null) is { } device ? $"There is no device with the id '{device}'." : null,
            ScopeKind.Branch => values.FirstOrDefault(v => !Guid.TryParse(v, out var id) || catalog.Devices.All(d => d.BranchId != id)) is { } branch ? $"There is no branch with devices and the id '{branch}'." : null,
            _ => null,
        };
    }

    private static string Words(ScopeKind kind) => kind switch
    {
        ScopeKind.Type => "types",
        ScopeKind.Region => "regions",
        ScopeKind.Branch => "branches",
        ScopeKind.Device => "devices",
        _ => "tags",
    };
}
