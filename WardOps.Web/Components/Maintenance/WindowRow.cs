using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;

namespace WardOps.Web.Components.Maintenance;

/// <summary>One line of the page.</summary>
/// <param name="Window">The window.</param>
/// <param name="Scope">Which devices, in words.</param>
/// <param name="Devices">How many they are.</param>
/// <param name="Plan">When, in words.</param>
/// <param name="Moment">When it ends, begins next, or ended; null if it takes place no more.</param>
/// <param name="Note">What daylight saving does to what takes place now or next; null for nothing.</param>
public sealed record WindowRow(MaintenanceWindow Window, string Scope, int Devices, string Plan, DateTimeOffset? Moment, string? Note)
{
    internal static WindowRow Of(MaintenanceWindow window, Catalog catalog, DateTimeOffset now)
    {
        var (next, isOver) = (window.Next(now), window.IsOver(now));
        var moment = isOver ? window.EndedAt ?? (window.Plan as OneOffPlan)?.To ?? window.Between(window.InForceFrom, now).Select(o => (DateTimeOffset?)o.To).LastOrDefault()
            : window.IsActive(now) ? next?.To
            : next?.From;
        var whole = next is { } at ? window.Plan.Between(at.From, at.From.AddTicks(1)).Select(o => (Occurrence?)o).FirstOrDefault() : null;
        return new WindowRow(window, PlanWords.Of(window.Scope, catalog), window.Scope.In(catalog).Count(), PlanWords.Of(window.Plan), moment, whole is { } occurrence && !isOver ? PlanNotes.Of(window.Plan, occurrence) : null);
    }
}
