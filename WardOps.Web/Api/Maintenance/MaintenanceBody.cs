using WardOps.Core.Maintenance;

namespace WardOps.Web.Api.Maintenance;

/// <summary>What is sent to make a maintenance window, or to change one.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Reason">Up to 500 characters.</param>
/// <param name="Scope">Which devices.</param>
/// <param name="Plan">When.</param>
/// <param name="Enabled">Whether it takes place; it does if nothing is said.</param>
/// <param name="By">Who says so.</param>
/// <param name="Version">For a change: the version that was looked at; null for whatever it is now.</param>
internal sealed record MaintenanceBody(string? Name, string? Reason, ScopeJson? Scope, PlanJson? Plan, bool? Enabled, string? By, long? Version)
{
    /// <summary>Null if it cannot be read.</summary>
    public MaintenanceDraft? Read(List<string> faults)
    {
        var plan = (Plan ?? new PlanJson("")).Read(faults);
        var scope = (Scope ?? new ScopeJson("")).Read(faults);
        return plan is null || scope is null ? null : new MaintenanceDraft(Name ?? "", Reason ?? "", scope, plan, Enabled ?? true);
    }
}
