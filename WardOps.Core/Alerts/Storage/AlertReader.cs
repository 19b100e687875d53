using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts.Storage;

/// <summary>Reads alerts from the store.</summary>
public sealed class AlertReader(IDbContextFactory<WardOpsDbContext> contexts, ILogger<AlertReader> logger)
{
    /// <summary>All that are open.</summary>
    public async Task<IReadOnlyList<Alert>> OpenAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Set<AlertRow>().AsNoTracking().Where(a => a.ClosedAt == null).ToListAsync(cancellation).ConfigureAwait(false);
            return [.. rows.Select(Alert)];
        }
    }

    /// <summary>One of them, open or closed; null if there is none.</summary>
    public async Task<Alert?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Set<AlertRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellation).ConfigureAwait(false) is { } row ? Alert(row) : null;
        }
    }

    /// <summary>The timeline of one, oldest first.</summary>
    public async Task<IReadOnlyList<AlertEvent>> EventsAsync(Guid id, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Set<AlertEventRow>().AsNoTracking().Where(e => e.AlertId == id).OrderBy(e => e.Number)
                .Select(e => new AlertEvent(e.AlertId, e.Number, e.At, e.Kind, e.By, e.Text, e.IsWaiting, e.Severity))
                .ToListAsync(cancellation).ConfigureAwait(false);
        }
    }

    internal Alert Alert(AlertRow row) => new()
    {
        Id = row.Id,
        Subject = new AlertSubject(row.SubjectKind, row.SubjectId),
        Kind = row.Kind,
        Severity = row.Severity,
        Name = row.Name,
        Ip = row.Ip,
        Branch = row.Branch,
        Region = row.Region,
        DeviceType = row.DeviceType,
        RuleId = row.RuleId,
        RuleName = row.RuleName,
        Message = row.Message,
        Value = row.Value,
        Since = row.Since,
        VerdictAt = row.VerdictAt,
        OpenedAt = row.OpenedAt,
        ClosedAt = row.ClosedAt,
        EndedAt = row.EndedAt,
        End = row.End,
        IncidentId = row.IncidentId,
        Members = [.. Members(row)],
        AcknowledgedBy = row.AcknowledgedBy,
        AcknowledgedAt = row.AcknowledgedAt,
        AssignedTo = row.AssignedTo,
        SnoozedUntil = row.SnoozedUntil,
        ShownAt = row.ShownAt,
        Events = row.Events,
        Version = row.Version,
    };

    private IReadOnlyList<AlertMember> Members(AlertRow row)
    {
        try
        {
            return AlertColumns.Members(row.Members);
        }
        catch (JsonException ex)
        {
            logger.MembersUnreadable(row.Id, ex);
            return [];
        }
    }
}
