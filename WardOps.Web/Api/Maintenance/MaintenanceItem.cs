using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;

namespace WardOps.Web.Api.Maintenance;

/// <summary>One maintenance window, as the API gives it.</summary>
/// <param name="Id">Identity. A window that has begun is ended by a change of its plan, and goes on under another one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Reason">Why.</param>
/// <param name="Scope">Which devices.</param>
/// <param name="Plan">When.</param>
/// <param name="Enabled">Whether it takes place.</param>
/// <param name="State">now, upcoming, disabled or past.</param>
/// <param name="Devices">How many devices it covers, as they are now.</param>
/// <param name="NextFrom">Begin of what takes place now, or next; null if nothing does any more.</param>
/// <param name="NextTo">End of it.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="InForceFrom">Nothing of the plan took place before.</param>
/// <param name="EndedAt">Nothing of the plan takes place from then on; null if nobody ended it.</param>
/// <param name="EndedBy">Who did.</param>
/// <param name="Version">Grows with every change; sent back in a PUT, it keeps one from undoing what another did.</param>
internal sealed record MaintenanceItem(
    Guid Id,
    string Name,
    string Reason,
    ScopeJson Scope,
    PlanJson Plan,
    bool Enabled,
    string State,
    int Devices,
    DateTimeOffset? NextFrom,
    DateTimeOffset? NextTo,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset InForceFrom,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    long Version)
{
    public static MaintenanceItem Of(MaintenanceWindow window, Catalog catalog, DateTimeOffset now)
    {
        var next = window.Next(now);
        return new MaintenanceItem(
            window.Id, window.Name, window.Reason, ScopeJson.Of(window.Scope), PlanJson.Of(window.Plan), window.Enabled, StateOf(window, now), window.Scope.In(catalog).Count(),
            next?.From, next?.To, window.CreatedBy, window.CreatedAt, window.InForceFrom, window.EndedAt, window.EndedBy, window.Version);
    }

    public static string StateOf(MaintenanceWindow window, DateTimeOffset now)
        => window.IsOver(now) ? "past" : !window.Enabled ? "disabled" : window.IsActive(now) ? "now" : "upcoming";
}
