using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Maintenance;

/// <summary>
/// A time in which work on devices is expected: they are probed and judged as always, but nobody is alerted of them. Immutable. What has taken place stays true:
/// one that has begun is never changed in its past, but ended, and another one takes its place.
/// </summary>
public sealed record MaintenanceWindow
{
    public required Guid Id { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Why, for people; up to 500 characters.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Which devices, as they are now.</summary>
    public required DeviceScope Scope { get; init; }

    /// <summary>When.</summary>
    public required WindowPlan Plan { get; init; }

    /// <summary>One that is not enabled never takes place.</summary>
    public bool Enabled { get; init; } = true;

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing of the plan before this took place: the window, in this form, was not known yet.</summary>
    public required DateTimeOffset InForceFrom { get; init; }

    /// <summary>Nothing of the plan from this on takes place: it was ended, or another one took its place. Null for as long as the plan lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? EndedBy { get; init; }

    /// <summary>Grows with every change; the concurrency token.</summary>
    public long Version { get; init; } = 1;

    /// <summary>What took or takes place of it in [from, to), in order; parts before it was in force and after it was ended are cut off.</summary>
    public IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (!Enabled)
        {
            return [];
        }

        var end = EndedAt ?? DateTimeOffset.MaxValue;
        return Plan.Between(from > InForceFrom ? from : InForceFrom, to < end ? to : end)
            .Select(o => new Occurrence(o.From > InForceFrom ? o.From : InForceFrom, o.To < end ? o.To : end));
    }

    public bool IsActive(DateTimeOffset at) => Enabled && at >= InForceFrom && !(at >= EndedAt) && Plan.IsActive(at);

    /// <summary>The first instant after a time at which it begins or ends; null if nothing changes any more.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at)
    {
        if (!Enabled || at >= EndedAt)
        {
            return null;
        }

        var change = at >= InForceFrom ? Plan.NextChange(at) : Plan.IsActive(InForceFrom) ? InForceFrom : Plan.NextChange(InForceFrom);
        return EndedAt is { } end && !(change < end) ? IsActive(at) ? end : null : change;
    }

    /// <summary>What takes place at a time, or else next; null if nothing does any more.</summary>
    public Occurrence? Next(DateTimeOffset at)
    {
        var next = IsActive(at) ? at : NextChange(at);
        return next is { } then ? Between(then, then.AddTicks(1)).Select(o => (Occurrence?)o).FirstOrDefault() : null;
    }

    /// <summary>Whether anything of it took place before a time.</summary>
    public bool HasBegun(DateTimeOffset now) => Between(InForceFrom, now).Any();

    /// <summary>Whether nothing of it is left from a time on. One that is not enabled is not over: it may be enabled.</summary>
    public bool IsOver(DateTimeOffset now) => now >= EndedAt || (Plan is OneOffPlan once ? once.To <= now : Enabled && NextChange(now) is null);
}
