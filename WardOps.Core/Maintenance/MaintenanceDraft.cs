using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Maintenance;

/// <summary>What a person says of a maintenance window, not yet checked.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Reason">Up to 500 characters.</param>
/// <param name="Scope">Which devices.</param>
/// <param name="Plan">When.</param>
/// <param name="Enabled">Whether it takes place.</param>
public sealed record MaintenanceDraft(string Name, string Reason, DeviceScope Scope, WindowPlan Plan, bool Enabled = true);
