using WardOps.Web.Components.Format;

namespace WardOps.Tests.Components.Format;

public sealed class WordsTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(0, "0 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(8100, "2 h 15 min")]
    [InlineData(90_000, "1 d 1 h")]
    [InlineData(40_000_000, "462 d 23 h")]
    public void Duration_SaysTheTwoLargestUnits(double seconds, string words) => Assert.Equal(words, Words.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, "no data yet")]
    [InlineData(0.0, "0.00 %")]
    [InlineData(99.998, "99.99 %")]   // never rounded up to a promise that was not kept
    [InlineData(100.0, "100.00 %")]
    public void Percent_NeverRoundsUpToAll(double? percent, string words) => Assert.Equal(words, Words.Percent(percent));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.018, "0.02 ms")]
    [InlineData(12.34, "12.3 ms")]
    public void Ms_HasDigitsThatMatter(double? ms, string words) => Assert.Equal(words, Words.Ms(ms));
}
