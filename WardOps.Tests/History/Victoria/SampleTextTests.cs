using System.IO.Compression;
using System.Text;
using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History.Victoria;

public sealed class SampleTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SampleText s_text = new(TimeSpan.FromDays(372), compress: false);

    [Fact]
    public void Samples_are_these_lines()
    {
        var text = Text(s_text, Sample(), Sample() with { Metric = "ns:b_1", Labels = [new("empty", ""), new("n", "a\"b\\\n\0")], Value = 1e30 }, Sample() with { Labels = [] });
        Assert.Equal("m{k=\"v\"} 0.5 1772366400000\nns:b_1{n=\"a\\\"b\\\\\\n\ufffd\"} 1E+30 1772366400000\nm{} 0.5 1772366400000\n", text);
        Assert.Equal(text, Text(new SampleText(TimeSpan.FromDays(1), compress: true),
            Sample(), Sample() with { Metric = "ns:b_1", Labels = [new("n", "a\"b\\\n\0")], Value = 1e30 }, Sample() with { Labels = [] }));
    }

    [Fact]
    public void Many_samples_are_several_bodies_of_whole_lines()
    {
        var bodies = s_text.Bodies(Enumerable.Repeat(Sample(), 400_000)).ToList();
        Assert.InRange(bodies.Count, 2, 10);
        Assert.All(bodies, body => Assert.Equal((byte)'\n', body.Body.Span[^1]));
        Assert.Equal(400_000, bodies.Sum(body => body.Body.Span.Count((byte)'\n')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1m")]
    [InlineData("m m")]
    [InlineData("m{x=\"1\"} 1\nn")]
    [InlineData("მ")]
    public void A_metric_is_named_by_the_rules(string name)
        => Assert.Contains(name, Assert.Throws<ArgumentException>(() => s_text.Check(Sample() with { Metric = name }, s_now)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a=\"b\",c")]
    [InlineData("__name__")]
    public void So_is_a_label(string name)
        => Assert.Throws<ArgumentException>(() => s_text.Check(Sample() with { Labels = [new(name, "x")] }, s_now));

    [Fact]
    public void Labels_are_given_once_and_not_more_than_the_server_keeps()
    {
        Assert.Contains("twice", Fault<ArgumentException>(Sample() with { Labels = [new("a", "1"), new("a", "2")] }), StringComparison.Ordinal);
        Assert.Contains("29", Fault<ArgumentException>(Sample() with { Labels = Labels(30, "x") }), StringComparison.Ordinal);
        s_text.Check(Sample() with { Labels = Labels(29, "x") }, s_now);
        var tooLong = Assert.Throws<ArgumentException>(() => Text(s_text, Sample() with { Labels = Labels(29, new string('x', 16_000)) }));
        Assert.Contains("262144", tooLong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_is_finite(double value)
        => Assert.Contains("finite", Fault<ArgumentOutOfRangeException>(Sample() with { Value = value }), StringComparison.Ordinal);

    [Fact]
    public void A_time_is_one_that_the_server_keeps()
    {
        s_text.Check(Sample() with { At = s_now.AddDays(-372) }, s_now);
        s_text.Check(Sample() with { At = s_now.AddDays(1) }, s_now);
        Assert.Contains("VICTORIA_RETENTION_PERIOD", Fault<ArgumentOutOfRangeException>(Sample() with { At = s_now.AddDays(-372).AddMilliseconds(-1) }), StringComparison.Ordinal);
        Assert.Contains("day ahead", Fault<ArgumentOutOfRangeException>(Sample() with { At = s_now.AddDays(1).AddMilliseconds(1) }), StringComparison.Ordinal);
        // A century of retention reaches beyond 1970, where no sample can be.
        var century = new SampleText(TimeSpan.FromDays(31 * 1200), compress: false);
        century.Check(Sample() with { At = DateTimeOffset.UnixEpoch }, s_now);
        Assert.Throws<ArgumentOutOfRangeException>(() => century.Check(Sample() with { At = DateTimeOffset.UnixEpoch.AddMilliseconds(-1) }, s_now));
    }

    private static string Fault<T>(VictoriaSample sample)
        where T : Exception
        => Assert.Throws<T>(() => s_text.Check(sample, s_now)).Message;

    private static VictoriaSample Sample() => new("m", [new("k", "v")], s_now, 0.5);

    private static KeyValuePair<string, string>[] Labels(int count, string value)
        => [.. Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"l{i}", value))];

    private static string Text(SampleText writer, params VictoriaSample[] samples)
    {
        var (body, isGzip) = Assert.Single(writer.Bodies(samples));
        using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        using var text = new StreamReader(isGzip ? gzip : new MemoryStream(body.ToArray()), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
