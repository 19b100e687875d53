using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WardOps.Core.Alerts.Rules.Storage;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts.Rules;

/// <summary>The rules in the store. After each change, and when the store has opened, they are read anew and swapped, so that they hold from the next tick. No edit ever touches an alert: history stays.</summary>
public sealed class AlertRuleStore(IDbContextFactory<WardOpsDbContext> contexts, CurrentRules rules, ILogger<AlertRuleStore> logger) : IStoreOpenedStep, IDisposable
{
    private const string Raced = "Somebody else changed the rules in the meantime. Look at them again and repeat your change.";

    // One edit at a time, reading and swapping with it: an older reading must not be swapped in after a newer one.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public void Dispose() => _gate.Dispose();

    /// <summary>Adds the defaults that have never been added, and takes all rules up.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await SeedAsync(cancellation).ConfigureAwait(false);
            var book = await LoadAsync(cancellation).ConfigureAwait(false);
            logger.RulesLoaded(book.Rules.Length, book.Rules.Count(r => r.Enabled));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Adds a rule; its id and version are given to it.</summary>
    public Task<RuleEdit> AddAsync(AlertRule draft, CancellationToken cancellation)
    {
        var rule = Clean(draft) with { Id = Guid.CreateVersion7(), DefaultKey = null, Version = 1 };
        return EditAsync(
            rule,
            "added",
            async db =>
            {
                if (await db.Set<AlertRuleRow>().CountAsync(cancellation).ConfigureAwait(false) >= AlertRuleRules.MostRules)
                {
                    return RuleEdit.Not(RuleEditEnd.Refused, $"There are {AlertRuleRules.MostRules} rules already, and no more can be: delete one that is not needed.");
                }

                db.Add(AlertRuleText.Row(rule));
                return null;
            },
            cancellation);
    }

    /// <summary>The rule becomes what the draft says, if it is still the version that the draft was made of.</summary>
    public Task<RuleEdit> ChangeAsync(AlertRule draft, CancellationToken cancellation)
    {
        var rule = Clean(draft);
        return EditAsync(
            rule,
            "changed",
            async db =>
            {
                if (await db.Set<AlertRuleRow>().SingleOrDefaultAsync(r => r.Id == rule.Id, cancellation).ConfigureAwait(false) is not { } row)
                {
                    return Gone();
                }

                if (row.Version != rule.Version)
                {
                    return RuleEdit.Not(RuleEditEnd.Conflict, Raced);
                }

                AlertRuleText.Fill(row, rule);
                row.Version++;
                return null;
            },
            cancellation);
    }

    /// <summary>Deletes a rule. Its alerts close; what they were stays in history.</summary>
    public async Task<RuleEdit> RemoveAsync(Guid id, CancellationToken cancellation)
    {
        var known = rules.Current.Find(id);
        var edit = await EditAsync(
            known,
            "deleted",
            async db => await db.Set<AlertRuleRow>().Where(r => r.Id == id).ExecuteDeleteAsync(cancellation).ConfigureAwait(false) == 0 ? Gone() : null,
            cancellation,
            isValid: true).ConfigureAwait(false);
        return edit.IsDone ? edit with { Rule = known } : edit;
    }

    private static AlertRule Clean(AlertRule draft) => draft with { Name = draft.Name.Trim() };

    private static RuleEdit Gone() => RuleEdit.Not(RuleEditEnd.Gone, "The rule does not exist any more.");

    private async Task<RuleEdit> EditAsync(AlertRule? rule, string what, Func<WardOpsDbContext, Task<RuleEdit?>> change, CancellationToken cancellation, bool isValid = false)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                if (!isValid && AlertRuleRules.Faults(rule!, await NamesAsync(db, cancellation).ConfigureAwait(false)) is { Count: > 0 } faults)
                {
                    return RuleEdit.Not(RuleEditEnd.Refused, faults);
                }

                if (await change(db).ConfigureAwait(false) is { } refused)
                {
                    return refused;
                }

                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
            }

            var book = await LoadAsync(cancellation).ConfigureAwait(false);
            logger.RuleEdited(rule?.Name ?? "", rule?.Id ?? Guid.Empty, what);
            return RuleEdit.Done(rule is null ? null : book.Find(rule.Id));
        }
        catch (DbUpdateConcurrencyException)
        {
            return RuleEdit.Not(RuleEditEnd.Conflict, Raced);
        }
        catch (DbUpdateException ex) when (IsUniqueViolation(ex))
        {
            return RuleEdit.Not(RuleEditEnd.Refused, $"Somebody else has just made a rule called \"{rule!.Name}\": choose another name.");
        }
        catch (Exception ex) when (ex is DbUpdateException or DbException or TimeoutException or InvalidOperationException { InnerException: DbException })
        {
            return RuleEdit.Not(RuleEditEnd.Unavailable, $"The device store does not answer, so nothing was changed. Try again when it is back. ({ex.GetBaseException().Message})");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The names in the store, those of rows that cannot be read too: they are taken all the same.</summary>
    private static async Task<List<AlertRule>> NamesAsync(WardOpsDbContext db, CancellationToken cancellation)
    {
        var names = await db.Set<AlertRuleRow>().Select(r => new { r.Id, r.Name }).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. names.Select(n => new AlertRule { Id = n.Id, Name = n.Name, Kind = AlertKind.Down, Severity = AlertSeverity.Info })];
    }

    private async Task SeedAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var seeded = await db.Set<AlertRuleSeedRow>().Select(s => s.DefaultKey).ToListAsync(cancellation).ConfigureAwait(false);
            var missing = DefaultRules.All.Where(r => !seeded.Contains(r.DefaultKey!)).ToList();
            if (missing.Count == 0)
            {
                return;
            }

            var taken = await db.Set<AlertRuleRow>().Select(r => r.NameKey).ToListAsync(cancellation).ConfigureAwait(false);
            foreach (var rule in missing)
            {
                var name = Enumerable.Range(1, taken.Count + 1).Select(n => n == 1 ? rule.Name : $"{rule.Name} ({n})").First(n => !taken.Contains(AlertRuleRules.Key(n)));
                db.Add(AlertRuleText.Row(rule with { Name = name }));
                db.Add(new AlertRuleSeedRow { DefaultKey = rule.DefaultKey! });
            }

            try
            {
                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
                logger.DefaultsAdded(missing.Count, string.Join(", ", missing.Select(r => r.Name)));
            }
            catch (DbUpdateException ex) when (IsUniqueViolation(ex))
            {
                // Another process on the same store has just added them.
            }
        }
    }

    private async Task<RuleBook> LoadAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Set<AlertRuleRow>().AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
            return rules.Swap(rows.Select(Read).OfType<AlertRule>());
        }
    }

    private AlertRule? Read(AlertRuleRow row)
    {
        if (AlertRuleText.Read(row, out var why) is { } rule)
        {
            return rule;
        }

        logger.RuleUnreadable(row.Name, row.Id, why);
        return null;
    }

    private static bool IsUniqueViolation(DbUpdateException ex) => ex.InnerException
        is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }
        or Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };   // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY
}
