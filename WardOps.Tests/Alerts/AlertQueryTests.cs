using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;

namespace WardOps.Tests.Alerts;

public sealed class AlertQueryTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ToQueryString_ThenParse_IsTheSame()
    {
        var query = new AlertQuery("a&b=<c>", AlertSeverity.Critical, AlertKind.PacketLoss, "Guria", "ბათუმი", Guid.CreateVersion7(), AlertAttention.Snoozed, true, AlertSort.Since, true);
        var words = query.ToQueryString()[1..].Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));

        var read = AlertQuery.Parse(words["search"], words["severity"], words["kind"], words["region"], words["branch"], words["device_id"], words["attention"], words["mine"], words["sort"], []);

        Assert.Equal(query, read);
        Assert.Equal("", new AlertQuery().ToQueryString());
    }

    [Fact]
    public void Parse_WordsThatAreNone_AreLeftOutAndSaid()
    {
        List<string> faults = [];

        var query = AlertQuery.Parse(" ", "4", "earthquake", null, "", "not-an-id", "perhaps", "yes", "colour", faults);

        Assert.Equal(new AlertQuery(), query);
        Assert.Equal(["severity", "kind", "device_id", "attention", "sort"], faults.Select(f => f.Split(' ')[0]));
        Assert.Contains("packet_loss", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_Mine_IsWhatIAcknowledgedOrWasGiven()
    {
        Alert[] all = [Alert("a") with { AcknowledgedBy = "Nino" }, Alert("b") with { AssignedTo = "nino" }, Alert("c") with { AcknowledgedBy = "giorgi" }, Alert("d")];
        var mine = new AlertQuery(Mine: true);

        Assert.Equal(["a", "b"], mine.Apply(all, s_now, "nino").Select(a => a.Name));
        Assert.Empty(mine.Apply(all, s_now, null));
    }

    [Fact]
    public void Apply_Snoozed_EndsWithTheSnooze()
    {
        Alert[] all = [Alert("a") with { SnoozedUntil = s_now.AddMinutes(1) }];
        var snoozed = new AlertQuery(Attention: AlertAttention.Snoozed);

        Assert.Single(snoozed.Apply(all, s_now, null));
        Assert.Empty(snoozed.Apply(all, s_now.AddMinutes(1), null));
    }

    [Fact]
    public void Apply_Sorted_KeepsTheOrderOfTheBookAmongEquals()
    {
        Alert[] all = [Alert("b") with { Branch = "x" }, Alert("a") with { Branch = "x" }, Alert("c") with { Branch = "w" }];

        Assert.Equal(["c", "b", "a"], new AlertQuery(Sort: AlertSort.Branch).Apply(all, s_now, null).Select(a => a.Name));
        Assert.Equal(["c", "b", "a"], new AlertQuery(Sort: AlertSort.Name, Descending: true).Apply(all, s_now, null).Select(a => a.Name));
        Assert.Equal(["b", "a", "c"], new AlertQuery().Apply(all, s_now, null).Select(a => a.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("12")]
    [InlineData("-1-00000000000000000000000000000001")]
    [InlineData("99999999999999999999-00000000000000000000000000000001")]
    [InlineData("253402300800000000-00000000000000000000000000000001")]
    [InlineData("1700000000000000-'; DROP TABLE alerts")]
    public void Cursor_ThatIsNone_IsNone(string? text) => Assert.Null(AlertCursor.Parse(text));

    [Fact]
    public void Cursor_WrittenAndRead_IsTheSame()
    {
        var cursor = AlertCursor.Of(Alert("a"));
        Assert.Equal(cursor, AlertCursor.Parse(cursor.ToString()));
    }

    private static Alert Alert(string name) => new()
    {
        Id = Guid.CreateVersion7(),
        Subject = AlertSubject.Device(Guid.CreateVersion7()),
        Kind = AlertKind.Down,
        Severity = AlertSeverity.High,
        Name = name,
        Message = $"{name} is down",
        Since = s_now.AddMinutes(-1),
        VerdictAt = s_now,
        OpenedAt = s_now.AddTicks(7),
    };
}
