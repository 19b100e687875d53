using System.IO.Compression;
using System.Text;
using WardOps.Core.Devices;
using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History;

public sealed class SampleEncoderTests
{
    private static readonly DateTimeOffset s_at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void A_round_is_these_lines()
    {
        var catalog = Catalog.Empty.With([Rounds.Device(1, "Core"), Rounds.Device(2), Rounds.Device(3)]);
        var encoded = new SampleEncoder(compress: false).Encode(Rounds.At(s_at, catalog, Rounds.Up, Rounds.Down, Rounds.Unknown))!.Value;
        const string First = "device_id=\"00000001-0001-0002-0304-05060708090a\",device_ip=\"10.0.0.1\",device_name=\"Core\"";
        const string Second = "device_id=\"00000002-0001-0002-0304-05060708090a\",device_ip=\"10.0.0.2\",device_name=\"Device 2\"";
        const string Place = ",branch=\"Main\",region=\"Tbilisi\",device_type=\"Router\"";
        Assert.Equal(
            $"device_ping_status{{{First}{Place}}} 1 1700000000000\n"
            + $"device_ping_packet_loss{{{First}}} 0 1700000000000\n"
            + $"device_ping_rtt_ms{{{First}}} 12.5 1700000000000\n"
            + $"device_ping_jitter_ms{{{First}}} 1.25 1700000000000\n"
            + $"device_ping_status{{{Second}{Place}}} 0 1700000000000\n"
            + $"device_ping_packet_loss{{{Second}}} 100 1700000000000\n",
            Encoding.UTF8.GetString(encoded.Body.Span));
        Assert.Equal((6, 2, s_at, Rounds.Interval), (encoded.Head.Samples, encoded.Head.StatusSamples, encoded.Head.At, encoded.Head.Interval));
        Assert.False(encoded.Head.IsGzip);
    }

    [Fact]
    public void Gzip_holds_the_same_text()
    {
        var round = Rounds.At(s_at, Catalog.Empty.With([Rounds.Device(1)]), Rounds.Up);
        var packed = new SampleEncoder(compress: true).Encode(round)!.Value;
        using var gzip = new GZipStream(new MemoryStream(packed.Body.ToArray()), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        Assert.True(packed.Head.IsGzip);
        Assert.Equal(Encoding.UTF8.GetString(new SampleEncoder(compress: false).Encode(round)!.Value.Body.Span), text.ReadToEnd());
    }

    [Fact]
    public void One_answer_has_no_jitter_and_infinities_are_not_written()
    {
        var catalog = Catalog.Empty.With([Rounds.Device(1)]);
        var odd = Rounds.Up with { RttMeanMs = float.PositiveInfinity, JitterMs = float.NaN };
        var encoded = new SampleEncoder(compress: false).Encode(Rounds.At(s_at, catalog, odd))!.Value;
        Assert.Equal(2, encoded.Head.Samples);
    }

    [Fact]
    public void A_round_that_says_nothing_has_no_body()
        => Assert.Null(new SampleEncoder(compress: true).Encode(Rounds.At(s_at, Catalog.Empty.With([Rounds.Device(1)]), Rounds.Unknown)));

    [Fact]
    public void An_edited_device_gets_its_new_labels()
    {
        var encoder = new SampleEncoder(compress: false);
        var before = Catalog.Empty.With([Rounds.Device(1, "Old")]);
        encoder.Encode(Rounds.At(s_at, before, Rounds.Up));
        var after = encoder.Encode(Rounds.At(s_at, before.With([Rounds.Device(1, "New")]), Rounds.Up))!.Value;
        Assert.DoesNotContain("Old", Encoding.UTF8.GetString(after.Body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("C:\\new", "C:\\\\new")]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("a\rb\tc\0d\u0085", "a\ufffdb\ufffdc\ufffdd\ufffd")]
    [InlineData("ფილიალი {a=\"b\"}", "ფილიალი {a=\\\"b\\\"}")]
    [InlineData("😀", "😀")]
    public void Hostile_values_become_harmless(string value, string written) => Assert.Equal(written, LabelText.ForSelector(value));

    // No InlineData: attributes are stored as UTF-8, which has no lone surrogates.
    [Fact]
    public void A_lone_surrogate_becomes_one_replacement_character() => Assert.Equal("x\ufffdy", LabelText.ForSelector("x\ud800y"));

    [Fact]
    public void A_long_value_is_cut_between_characters()
    {
        var cut = LabelText.ForSelector("a" + new string('ფ', 10_000));
        Assert.Equal(1 + (5460 * 3), Encoding.UTF8.GetByteCount(cut));
        Assert.DoesNotContain('\ufffd', cut);
    }

    [Fact]
    public void An_empty_value_is_no_label()
    {
        var catalog = Catalog.Empty.With([Rounds.Device(1, branch: "")]);
        var text = Encoding.UTF8.GetString(new SampleEncoder(compress: false).Encode(Rounds.At(s_at, catalog, Rounds.Up))!.Value.Body.Span);
        Assert.DoesNotContain("branch", text, StringComparison.Ordinal);
        Assert.Contains("device_name=\"Device 1\",region=", text, StringComparison.Ordinal);
    }
}
