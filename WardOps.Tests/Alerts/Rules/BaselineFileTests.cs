using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Storage;
using WardOps.Tests.Integration;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>What is usual of each device over a restart, and a file that is not as it should be.</summary>
public sealed class BaselineFileTests : IDisposable
{
    private const int Today = 20_000;

    private static readonly Guid s_device = Guid.CreateVersion7();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wardops-baselines-");
    private readonly BaselineFile _file;

    public BaselineFileTests() => _file = new BaselineFile(_folder.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Written_and_read_is_the_same()
    {
        var before = Known(days: 5);
        _file.Write(before, Today);

        var after = new RttBaselines();
        Assert.Equal(1, _file.Read(after));
        Assert.Equal(before.Of(s_device).Usual(s_round), after.Of(s_device).Usual(s_round));
        Assert.InRange(after.Of(s_device).Usual(s_round), 8, 12.5);
        Assert.Equal([_file.Path], Directory.GetFiles(_folder.FullName));   // no draft is left
    }

    [Fact]
    public void No_file_is_no_trouble() => Assert.Equal(-1, _file.Read(new RttBaselines()));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(51)]
    [InlineData(700)]
    [InlineData(-1)]
    public void Half_written_is_refused_and_takes_nothing_up(int length)
    {
        _file.Write(Known(days: 3), Today);
        var bytes = File.ReadAllBytes(_file.Path);
        File.WriteAllBytes(_file.Path, bytes[..(length < 0 ? bytes.Length - 1 : length)]);

        var read = new RttBaselines();
        Assert.Throws<InvalidDataException>(() => _file.Read(read));
        Assert.Equal(0, read.Count);
    }

    [Fact]
    public void Any_bit_that_fell_over_is_refused()
    {
        _file.Write(Known(days: 3), Today);
        var bytes = File.ReadAllBytes(_file.Path);
        for (var at = 0; at < bytes.Length; at += 13)
        {
            var harmed = bytes.ToArray();
            harmed[at] ^= 4;
            File.WriteAllBytes(_file.Path, harmed);
            Assert.Throws<InvalidDataException>(() => _file.Read(new RttBaselines()));
        }
    }

    [Fact]
    public void Another_version_is_refused_in_words()
    {
        _file.Write(Known(days: 3), Today);
        var bytes = File.ReadAllBytes(_file.Path);
        bytes[8] = 2;
        File.WriteAllBytes(_file.Path, bytes);

        Assert.Contains("another version", Assert.Throws<InvalidDataException>(() => _file.Read(new RttBaselines())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_of_which_nothing_was_heard_for_a_week_is_left_out()
    {
        var baselines = Known(days: 3);
        _file.Write(baselines, Today + 20);

        Assert.Equal(0, _file.Read(new RttBaselines()));
        Assert.Equal(0, baselines.Count);
    }

    [Fact]
    public void Week_forgets_what_is_older_and_days_that_are_not_over_yet()
    {
        var baseline = new RttBaseline();
        Fill(baseline, Today, 10);
        Fill(baseline, Today + 3, 1000);   // a clock that was set ahead
        Fill(baseline, Today + 1, 10);
        Assert.InRange(baseline.Usual(s_round), 8, 12.5);

        Fill(baseline, Today + 8, 100);    // what was today is more than a week ago
        for (var day = 9; day < 14; day++)
        {
            Fill(baseline, Today + day, 100);
        }

        Assert.InRange(baseline.Usual(s_round), 80, 125);
    }

    [Fact]
    public void Quantile_is_right_to_an_eighth()
    {
        Span<int> counts = stackalloc int[RttBuckets.Count];
        for (var i = 1; i <= 10_000; i++)
        {
            counts[RttBuckets.Of(i / 50.0)]++;   // 0.02 to 200 ms, evenly
        }

        Assert.InRange(RttBuckets.Quantile(counts, 0.95), 190 * 0.875, 190 * 1.125);
        Assert.InRange(RttBuckets.Quantile(counts, 0.5), 100 * 0.875, 100 * 1.125);
        Assert.True(double.IsNaN(RttBuckets.Quantile(new int[RttBuckets.Count], 0.95)));
        Assert.All(Enumerable.Range(0, RttBuckets.Count), b => Assert.Equal(b, RttBuckets.Of(RttBuckets.At(b, 0.5))));
        Assert.Equal((0, RttBuckets.Count - 1), (RttBuckets.Of(0), RttBuckets.Of(1e9)));
    }

    [Fact]
    public async Task Keeper_writes_every_hour_and_at_the_end_and_outlives_a_damaged_file()
    {
        await File.WriteAllTextAsync(_file.Path, "rubbish", Cancellation);
        var (time, baselines) = (new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(Today)), Known(days: 3));
        using var keeper = new BaselineKeeper(
            baselines,
            new DataFolder(new ConfigurationBuilder().AddInMemoryCollection([new(DataFolder.Key, _folder.FullName)]).Build()),
            time,
            NullLogger<BaselineKeeper>.Instance);
        await keeper.StartAsync(Cancellation);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(61));
            return new FileInfo(_file.Path).Length > 100;
        });
        File.Delete(_file.Path);
        await keeper.StopAsync(Cancellation);

        Assert.Equal(1, _file.Read(new RttBaselines()));
    }

    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(10);

    private static RttBaselines Known(int days)
    {
        var baselines = new RttBaselines();
        for (var day = 0; day < days; day++)
        {
            Fill(baselines.Of(s_device), Today - day, 10);
        }

        return baselines;
    }

    private static void Fill(RttBaseline baseline, int day, double milliseconds)
    {
        for (var i = 0; i < 8640; i++)
        {
            baseline.Add(day, milliseconds);
        }
    }
}
