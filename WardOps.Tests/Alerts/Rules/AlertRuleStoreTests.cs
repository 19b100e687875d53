using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Storage;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>What the stored rules promise, on either database.</summary>
public abstract class AlertRuleStoreTests : IAsyncLifetime
{
    private StoreFixture _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AlertRuleStore Rules => _store.Get<AlertRuleStore>();

    private RuleBook Book => _store.Get<CurrentRules>().Current;

    public async ValueTask InitializeAsync()
    {
        _store = await CreateAsync();
        await _store.OpenAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    protected abstract Task<StoreFixture> CreateAsync();

    [Fact]
    public async Task Open_Fresh_HasTheTenDefaultsOnce()
    {
        await _store.OpenAsync(Cancellation);

        Assert.Equal(DefaultRules.All.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase), Book.Rules);
    }

    [Fact]
    public async Task Defaults_DeletedOrChanged_StayAsPeopleMadeThem()
    {
        var (gone, changed) = (Find("high-latency"), Find("packet-loss"));
        await Rules.RemoveAsync(gone.Id, Cancellation);
        await Rules.ChangeAsync(changed with { Threshold = 33, Name = "Our loss" }, Cancellation);

        await using var again = _store.Again();
        await again.OpenAsync(Cancellation);
        var book = again.Get<CurrentRules>().Current;

        Assert.Equal(9, book.Rules.Length);
        Assert.Null(book.Find(gone.Id));
        Assert.Equal((33.0, "Our loss", "packet-loss"), (book.Find(changed.Id)!.Threshold, book.Find(changed.Id)!.Name, book.Find(changed.Id)!.DefaultKey));
    }

    [Fact]
    public async Task Add_WithEverything_IsReadBackTheSameByAnotherProcess()
    {
        var rule = new AlertRule
        {
            Id = Guid.Empty,
            Name = " ბათუმი \"<b>'1'\" \\ ",
            Kind = AlertKind.Rtt,
            Severity = AlertSeverity.Low,
            Enabled = false,
            For = TimeSpan.FromSeconds(90.5),
            Threshold = 2.5,
            RecoverAt = 1.5,
            AgainstOwn = true,
            Scope = DeviceScope.Of(ScopeKind.Region, "აჭარა", "a \"b\""),
            Schedule = new WeeklySchedule("Asia/Tbilisi", [new WeekHours(WeekDays.Workdays, new TimeOnly(22, 0), new TimeOnly(6, 30)), new WeekHours(WeekDays.Sunday, default, default)]),
        };

        var edit = await Rules.AddAsync(rule, Cancellation);
        await using var again = _store.Again();
        await again.OpenAsync(Cancellation);

        Assert.Equal(rule with { Id = edit.Rule!.Id, Name = rule.Name.Trim() }, edit.Rule);
        Assert.Equal(edit.Rule, again.Get<CurrentRules>().Current.Find(edit.Rule.Id));
    }

    [Fact]
    public async Task Add_NameInUse_IsRefusedAlsoInAnotherCase()
    {
        var edit = await Rules.AddAsync(RuleRun.Rule(AlertKind.Down) with { Name = "DEVICE down" }, Cancellation);

        Assert.Equal(RuleEditEnd.Refused, edit.End);
        Assert.Contains("already", Assert.Single(edit.Faults), StringComparison.Ordinal);
        Assert.Equal(10, Book.Rules.Length);
    }

    [Fact]
    public async Task Change_OfAnOlderVersion_IsAConflictAndChangesNothing()
    {
        var rule = Find("device-down");
        Assert.True((await Rules.ChangeAsync(rule with { Severity = AlertSeverity.Low }, Cancellation)).IsDone);

        var late = await Rules.ChangeAsync(rule with { Severity = AlertSeverity.Info }, Cancellation);

        Assert.Equal((RuleEditEnd.Conflict, AlertSeverity.Low, 2), (late.End, Find("device-down").Severity, Find("device-down").Version));
    }

    [Fact]
    public async Task Change_FromTwoProcessesAtOnce_OneWins()
    {
        await using var other = _store.Again();
        await other.OpenAsync(Cancellation);
        var rule = Find("device-down");

        var edits = await Task.WhenAll(
            Task.Run(() => Rules.ChangeAsync(rule with { Severity = AlertSeverity.Low }, Cancellation)),
            Task.Run(() => other.Get<AlertRuleStore>().ChangeAsync(rule with { Severity = AlertSeverity.Info }, Cancellation)));

        Assert.Equal([RuleEditEnd.Done, RuleEditEnd.Conflict], edits.Select(e => e.End).Order());
    }

    [Fact]
    public async Task Edit_OfWhatIsGone_SaysSo()
    {
        var rule = Find("device-down");
        Assert.Equal(RuleEditEnd.Done, (await Rules.RemoveAsync(rule.Id, Cancellation)).End);

        Assert.Equal(RuleEditEnd.Gone, (await Rules.RemoveAsync(rule.Id, Cancellation)).End);
        Assert.Equal(RuleEditEnd.Gone, (await Rules.ChangeAsync(rule, Cancellation)).End);
    }

    [Theory]
    [InlineData("scope", "{\"kind\":\"type\"")]
    [InlineData("scope", "{\"kind\":\"expression\",\"values\":[]}")]
    [InlineData("scope", "{\"kind\":5,\"values\":[\"x\"]}")]
    [InlineData("scope", "{\"kind\":\"type\",\"values\":[null]}")]
    [InlineData("scope", "null")]
    [InlineData("schedule", "{\"zone\":\"Mars/Olympus\",\"hours\":[]}")]
    [InlineData("schedule", "{\"zone\":\"UTC\",\"hours\":[{\"days\":[\"someday\"],\"from\":\"09:00:00\",\"to\":\"10:00:00\"}]}")]
    [InlineData("schedule", "{\"zone\":\"UTC\",\"hours\":[null]}")]
    [InlineData("schedule", "")]
    [InlineData("kind", "Telepathy")]
    [InlineData("kind", "3")]
    public async Task Open_RowThatCannotBeRead_IsLeftOutAndTheOthersHold(string column, string text)
    {
        await using (var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation))
        {
            var sql = column switch
            {
                "scope" => "UPDATE alert_rules SET scope = {0} WHERE default_key = 'device-down'",
                "schedule" => "UPDATE alert_rules SET schedule = {0} WHERE default_key = 'device-down'",
                _ => "UPDATE alert_rules SET kind = {0} WHERE default_key = 'device-down'",
            };
            await db.Database.ExecuteSqlRawAsync(sql, [text], Cancellation);
        }

        await _store.OpenAsync(Cancellation);

        Assert.Equal(9, Book.Rules.Length);
        Assert.DoesNotContain(Book.Rules, r => r.DefaultKey == "device-down");
        var taken = await Rules.AddAsync(RuleRun.Rule(AlertKind.Down) with { Name = "Device down" }, Cancellation);
        Assert.Equal(RuleEditEnd.Refused, taken.End);   // its name is taken all the same
    }

    [Fact]
    public async Task Open_NumbersThatMakeNoRule_AreLeftOut()
    {
        await using (var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation))
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE alert_rules SET severity = 77 WHERE default_key = 'device-down'", Cancellation);
            await db.Database.ExecuteSqlRawAsync("UPDATE alert_rules SET for_seconds = 1e300 WHERE default_key = 'no-data'", Cancellation);
            await db.Database.ExecuteSqlRawAsync("UPDATE alert_rules SET threshold = -5 WHERE default_key = 'packet-loss'", Cancellation);
        }

        await _store.OpenAsync(Cancellation);

        Assert.Equal(7, Book.Rules.Length);
    }

    [Fact]
    public async Task Item_31_deleting_rules_never_deletes_what_their_alerts_were()
    {
        await using (var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation))
        {
            Assert.DoesNotContain(db.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()), k => k.PrincipalEntityType.GetTableName() == "alert_rules");
        }

        foreach (var rule in Book.Rules)
        {
            Assert.True((await Rules.RemoveAsync(rule.Id, Cancellation)).IsDone);
        }

        Assert.Empty(Book.Rules);
        await _store.OpenAsync(Cancellation);
        Assert.Equal(ImmutableArray<AlertRule>.Empty, Book.Rules);
    }

    private AlertRule Find(string key) => Book.Rules.Single(r => r.DefaultKey == key);
}
