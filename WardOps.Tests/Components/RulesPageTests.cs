using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Storage;
using WardOps.Tests.Storage;
using WardOps.Web.Components.Rules;

namespace WardOps.Tests.Components;

/// <summary>The page of the rules over a real store.</summary>
public sealed class RulesPageTests : PageContext, IAsyncLifetime
{
    private readonly StoreFixture _store = StoreFixture.Sqlite();
    private IRenderedComponent<MudDialogProvider> _dialogs = null!;

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private RuleBook Book => _store.Get<CurrentRules>().Current;

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(Cancellation);
        Services.AddSingleton(Script.Catalog);
        Services.AddSingleton(_store.Get<CurrentRules>());
        Services.AddSingleton(_store.Get<AlertRuleStore>());
        Script.Quiet();
        Render<MudPopoverProvider>();
        _dialogs = Render<MudDialogProvider>();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public void Page_Fresh_ShowsTheDefaultsTheWorstFirstInOneSentenceEach()
    {
        var page = Render<RulesPage>();

        var rows = page.FindAll("tbody tr");
        Assert.Equal(10, rows.Count);
        Assert.Contains("Critical", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(rows, r => r.TextContent.Contains("Loses 5 % of its echoes or more over its last 30 rounds, until it is 2 % or less.", StringComparison.Ordinal)
            && r.TextContent.Contains("Type Router3 devices now", StringComparison.Ordinal));
        Assert.Contains("10 rules, 10 of them on", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutRules_SaysWhatThatMeans()
    {
        foreach (var rule in Book.Rules)
        {
            await _store.Get<AlertRuleStore>().RemoveAsync(rule.Id, Cancellation);
        }

        Assert.Contains("nobody is told of anything", Render<RulesPage>().Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Switch_TurnsARuleOffAndThePageFollows()
    {
        var page = Render<RulesPage>();
        page.Find("input[aria-label='High latency is on']").Change(false);

        page.WaitForAssertion(() => Assert.Contains("10 rules, 9 of them on", page.Markup, StringComparison.Ordinal));
        Assert.False(Book.Rules.Single(r => r.Name == "High latency").Enabled);
        Assert.Equal("High latency", page.FindAll("tbody tr")[^1].QuerySelector("b")!.TextContent);
    }

    [Fact]
    public async Task Page_FollowsWhatOthersChange()
    {
        var page = Render<RulesPage>();
        await _store.Get<AlertRuleStore>().AddAsync(WardOps.Tests.Alerts.Rules.RuleRun.Rule(AlertKind.Down) with { Name = "<b>ბათუმი</b>" }, Cancellation);

        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".what b"), b => b.TextContent == "<b>ბათუმი</b>"));
    }

    [Fact]
    public async Task Store_ThatIsAway_IsSaidInWordsAndChangesNothing()
    {
        var page = Render<RulesPage>();
        await using (var db = await _store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation))
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE alert_rules RENAME TO gone", Cancellation);
        }

        page.Find("input[aria-label='High latency is on']").Change(false);
        page.WaitForAssertion(() => Assert.Contains("nothing was changed", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.True(Book.Rules.Single(r => r.Name == "High latency").Enabled);
    }

    [Fact]
    public void Dialog_NewRuleThatIsWrong_SaysWhatBesideEachFieldAndThenSaves()
    {
        var page = Render<RulesPage>();
        Button(page, "Add a rule").Click();
        Field("Problem").Change(nameof(AlertKind.PacketLoss));
        Field("A problem from").Input("much");
        Field("Over at or below").Input("3");
        Field("For whom").Change("Type");
        Assert.Empty(_dialogs.FindAll(".fault"));
        Button(_dialogs, "Add").Click();

        Assert.Equal(
            ["The name must have 1 to 100 characters.", "The threshold must be 1 to 100 percent.", "Choose at least one type, or all devices."],
            _dialogs.FindAll(".fault").Select(f => f.TextContent));
        Assert.Equal(10, Book.Rules.Length);

        Field("Name").Input("Loss of routers");
        Field("A problem from").Input("7,5");
        _dialogs.Find("button[aria-label='Add Router']").Click();
        Assert.Equal(
            "Loses 7.5 % of its echoes or more over its last 30 rounds, until it is 3 % or less. For 3 of 3 devices now.", _dialogs.Find(".sentence").TextContent);
        Button(_dialogs, "Add").Click();

        page.WaitForAssertion(() => Assert.Contains("11 rules", page.Markup, StringComparison.Ordinal));
        var rule = Book.Rules.Single(r => r.Name == "Loss of routers");
        Assert.Equal((7.5, 3.0, "Type Router"), (rule.Threshold, rule.RecoverAt, RuleWords.Scope(rule.Scope, _ => null)));
    }

    [Fact]
    public void Dialog_Edit_KeepsWhatIsNotTouchedAndTakesHours()
    {
        var page = Render<RulesPage>();
        page.Find("button[aria-label='Edit ISP high latency']").Click();
        Assert.Equal(("1", "minutes"), (Field("Has to hold for").GetAttribute("value"), _dialogs.Find("select[aria-label=Unit]").GetAttribute("value")));
        Field("Name").Input("Slow routers");
        Button(_dialogs, "+ Only at certain hours").Click();
        _dialogs.Find("button[aria-label=Saturday]").Click();
        Button(_dialogs, "Save").Click();

        page.WaitForAssertion(() => Assert.Contains(Book.Rules, r => r.Name == "Slow routers"));
        var rule = Book.Rules.Single(r => r.Name == "Slow routers");
        Assert.Equal((100.0, 90.0, TimeSpan.FromMinutes(1), 2, "isp-high-latency"), (rule.Threshold, rule.RecoverAt, rule.For, rule.Version, rule.DefaultKey));
        Assert.Equal("Mon Tue Wed Thu Fri Sat 09:00-18:00 (Asia/Tbilisi)", RuleWords.Hours(rule.Schedule));
    }

    [Fact]
    public void Delete_AsksFirst()
    {
        var page = Render<RulesPage>();
        page.Find("button[aria-label='Delete High latency']").Click();
        Button(_dialogs, "Keep").Click();
        Assert.Equal(10, Book.Rules.Length);

        page.Find("button[aria-label='Delete High latency']").Click();
        Button(_dialogs, "Delete").Click();
        page.WaitForAssertion(() => Assert.Contains("9 rules", page.Markup, StringComparison.Ordinal));
    }

    private AngleSharp.Dom.IElement Field(string label)
        => _dialogs.Find("#" + _dialogs.FindAll("label[for]").Single(l => l.TextContent == label).GetAttribute("for"));

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> where, string text)
        where T : IComponent
        => where.FindAll("button").Single(b => b.TextContent.Trim() == text);
}
