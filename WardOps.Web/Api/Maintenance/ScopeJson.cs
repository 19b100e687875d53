using WardOps.Core.Devices.Scopes;

namespace WardOps.Web.Api.Maintenance;

/// <summary>Which devices, as the API has it.</summary>
/// <param name="Kind">all, type, region, branch, device or tag.</param>
/// <param name="Values">Names; of branches and devices their ids.</param>
internal sealed record ScopeJson(string? Kind, IReadOnlyList<string?>? Values = null)
{
    public static ScopeJson Of(DeviceScope scope) => new(Word(scope.Kind), scope.Kind == ScopeKind.All ? [] : [.. scope.Values]);

    public DeviceScope? Read(List<string> faults)
    {
        foreach (var kind in Enum.GetValues<ScopeKind>())
        {
            if (Word(kind) == Kind)
            {
                return kind == ScopeKind.All ? DeviceScope.All : DeviceScope.Of(kind, (Values ?? []).Select(v => v?.Trim() ?? ""));
            }
        }

        faults.Add("The kind of a scope must be all, type, region, branch, device or tag.");
        return null;
    }

    private static string Word(ScopeKind kind) => kind.ToString().ToLowerInvariant();
}
