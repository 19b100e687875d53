using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History.Victoria;

public sealed class VictoriaAdviceTests
{
    [Theory]
    [InlineData("10s", 10)]
    [InlineData("1m0s", 60)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("500ms", 0.5)]
    [InlineData("1w", 604_800)]
    [InlineData("0s", 0)]
    [InlineData("0", 0)]
    public void Duration_AsGoWritesIt(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), FlagValue.Duration(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.2.3s")]
    [InlineData("5 s")]
    [InlineData("5lightyears")]
    [InlineData("99999999999999999999999y")]
    [InlineData("secret")]
    public void Duration_AnythingElse_IsNone(string? text) => Assert.Null(FlagValue.Duration(text));

    [Theory]
    [InlineData("1", 31)]
    [InlineData("12", 372)]
    [InlineData("0.5", 15.5)]
    [InlineData("100d", 100)]
    [InlineData("1y", 365)]
    public void Retention_InMonthsUnlessItHasAUnit(string text, double days) => Assert.Equal(TimeSpan.FromDays(days), FlagValue.Retention(text));

    [Theory]
    [InlineData("10s", "12", "")]
    [InlineData("1ms", "400d", "")]
    [InlineData(null, null, "")]
    [InlineData("secret", "secret", "")]
    [InlineData("0s", "12", "count twice")]
    [InlineData("30s", "12", "throws rounds away")]
    [InlineData("10s", "1", "31 days")]
    public void Advice_IsGivenWhereHistoryWouldBeLostOrCountedTwice(string? dedup, string? retention, string words)
    {
        var advice = VictoriaAdvice.Of(new VictoriaServerState(true, null) { DedupInterval = dedup, RetentionPeriod = retention }, TimeSpan.FromSeconds(10));

        if (words.Length == 0)
        {
            Assert.Empty(advice);
        }
        else
        {
            var one = Assert.Single(advice);
            Assert.Contains(words, one, StringComparison.Ordinal);
            Assert.Contains("tart it with -", one, StringComparison.Ordinal);
        }
    }
}
