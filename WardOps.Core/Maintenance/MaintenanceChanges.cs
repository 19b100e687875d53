using WardOps.Core.Calendar;
using WardOps.Core.Devices;

namespace WardOps.Core.Maintenance;

/// <summary>What each edit of maintenance windows comes to. Pure. What has taken place stays as it was: a window that has begun is ended, and one with another id goes on in its new form.</summary>
internal static class MaintenanceChanges
{
    private const string NotNow = "It does not take place now.";

    public static MaintenanceStep Add(MaintenanceDraft draft, Catalog catalog, string by, DateTimeOffset now)
        => MaintenanceRules.Faults(draft, catalog, now) is { Count: > 0 } faults ? MaintenanceStep.Refused(faults) : MaintenanceStep.Make(New(draft, by, now));

    public static MaintenanceStep Update(MaintenanceWindow was, MaintenanceDraft said, Catalog catalog, string by, DateTimeOffset now)
    {
        var draft = said with { Plan = Neat(said.Plan) };
        if (MaintenanceRules.Faults(draft, catalog, now) is { Count: > 0 } faults)
        {
            return MaintenanceStep.Refused(faults);
        }

        var next = New(draft, by, now);
        if (!MaintenanceRules.KeepsThePast(was, draft, now))
        {
            return MaintenanceStep.Replace(was, next, by, now);
        }

        var isOld = was.HasBegun(now) || (was.Plan == draft.Plan && was.Scope == draft.Scope && was.Enabled == draft.Enabled);
        return MaintenanceStep.Keep(next with
        {
            Id = was.Id,
            CreatedBy = was.CreatedBy,
            CreatedAt = was.CreatedAt,
            InForceFrom = isOld ? was.InForceFrom : now,
            Version = was.Version,
        });
    }

    public static MaintenanceStep Mute(MaintenanceSet set, MaintenanceDraft draft, DateTimeOffset until, Catalog catalog, string by, DateTimeOffset now)
    {
        until = Neat(until);
        if (set.Windows.FirstOrDefault(w => w.Plan is OneOffPlan && w.Scope == draft.Scope && w.IsActive(now)) is { Plan: OneOffPlan plan } muted)
        {
            return plan.To >= until ? MaintenanceStep.Not(MaintenanceEdit.Done(muted)) : Extend(muted, until, by, now);
        }

        return Add(draft with { Plan = new OneOffPlan(now, until) }, catalog, by, now);
    }

    public static MaintenanceStep Remove(MaintenanceWindow was, string by, DateTimeOffset now)
        => was.HasBegun(now) ? End(was, by, now) : MaintenanceStep.Delete(was);

    public static MaintenanceStep EndNow(MaintenanceWindow was, string by, DateTimeOffset now)
        => !was.IsActive(now) ? MaintenanceStep.Conflict(NotNow)
            : was.Plan is OneOffPlan ? End(was, by, now)
            : MaintenanceStep.Replace(was, was with { Id = Guid.CreateVersion7(now), InForceFrom = EndOf(was, now), Version = 1 }, by, now);

    public static MaintenanceStep Extend(MaintenanceWindow was, DateTimeOffset until, string by, DateTimeOffset now)
    {
        if (!was.IsActive(now))
        {
            return MaintenanceStep.Conflict(NotNow);
        }

        var end = EndOf(was, now);
        if (until <= end)
        {
            return MaintenanceStep.Refused("It lasts as long as that already; to end it sooner, end it now.");
        }

        var once = was.Plan as OneOffPlan;
        var plan = new OneOffPlan(once?.From ?? end, until);
        return plan.Faults() is { Count: > 0 } faults ? MaintenanceStep.Refused(faults)
            : once is not null ? MaintenanceStep.Keep(was with { Plan = Neat(plan) })
            : MaintenanceStep.Make(New(new MaintenanceDraft(was.Name, was.Reason, was.Scope, plan), by, now));
    }

    /// <summary>Its moments as fine as the API tells them: what a client read and sends back is the same plan.</summary>
    public static WindowPlan Neat(WindowPlan plan) => plan is OneOffPlan once ? new OneOffPlan(Neat(once.From), Neat(once.To)) : plan;

    public static DateTimeOffset Neat(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private static MaintenanceStep End(MaintenanceWindow was, string by, DateTimeOffset now) => MaintenanceStep.Keep(was with { EndedAt = now, EndedBy = by });

    /// <summary>When what takes place now ends.</summary>
    private static DateTimeOffset EndOf(MaintenanceWindow window, DateTimeOffset now) => window.Between(now, now.AddTicks(1)).Max(o => o.To);

    private static MaintenanceWindow New(MaintenanceDraft draft, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = draft.Name.Trim(),
        Reason = draft.Reason.Trim(),
        Scope = draft.Scope,
        Plan = Neat(draft.Plan),
        Enabled = draft.Enabled,
        CreatedBy = by,
        CreatedAt = now,
        InForceFrom = now,
    };
}
