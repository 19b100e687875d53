using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.Probing;
using WardOps.Tests.Integration;

namespace WardOps.Tests.History.Ledger;

public sealed class LedgerKeeperTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wardops-ledger-");
    private readonly FakeTimeProvider _time = new(Book.At(100));
    private readonly LedgerNotes _notes = new();
    private readonly Ending _ending = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.FullName, "ledger.json");

    public void Dispose()
    {
        _ending.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_saved_at_the_stop_is_there_after_the_start()
    {
        var ledger = new RoundLedger(_time);
        using (var keeper = await KeepAsync(ledger))
        {
            ledger.Restore([Book.Run(0, 80, RoundFate.ReadBack), Book.Run(80, 3, RoundFate.Missing, GapReason.Blind), Book.Run(83, 1, RoundFate.Acknowledged, samples: 877), Book.Run(84, 1, RoundFate.Spooled, samples: 877)]);
            await keeper.StopAsync(Cancellation);
        }

        var next = new RoundLedger(_time);
        using var nextKeeper = await KeepAsync(next);
        Assert.Equal(ledger.Snapshot().Runs, next.Snapshot().Runs);
        Assert.Equal((null, null), (_notes.SetAside, _notes.Problem));
        await nextKeeper.StopAsync(Cancellation);
        Assert.Contains("{\"from\":\"2026-03-01T00:13:20Z\",\"interval_seconds\":10,\"rounds\":3,\"fate\":\"missing\",\"reason\":\"blind\"}", await System.IO.File.ReadAllTextAsync(File, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_is_on_disk_a_second_later_and_the_rest_after_ten()
    {
        var ledger = new RoundLedger(_time);
        using var keeper = await KeepAsync(ledger);
        ledger.Acknowledged(Book.At(90), Book.Ten, 1, 1);   // the first round ever
        await SecondsAsync(1, "acknowledged");

        ledger.ReadBack(Book.At(90), Book.Ten);
        _time.Advance(TimeSpan.FromSeconds(1));
        ledger.Missing(Book.At(91), Book.Ten, GapReason.Refused);
        await SecondsAsync(1, "refused");

        ledger.Acknowledged(Book.At(92), Book.Ten, 1, 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("acknowledged", await System.IO.File.ReadAllTextAsync(File, Cancellation), StringComparison.Ordinal);
        await SecondsAsync(10, "acknowledged");
        await keeper.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("", "JSON tokens")]
    [InlineData("null", "empty")]
    [InlineData("garbage", "invalid")]
    [InlineData("{\"version\": 2, \"runs\": []}", "version 2")]
    [InlineData("{\"version\": 1}", "no runs")]
    [InlineData("{\"version\": 1, \"runs\": [null]}", "null")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"interval_seconds\":10,\"rounds\":0,\"fate\":\"read_back\"}]}", "number of rounds")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"interval_seconds\":10,\"rounds\":999999999999,\"fate\":\"read_back\"}]}", "")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"interval_seconds\":-10,\"rounds\":1,\"fate\":\"read_back\"}]}", "interval")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"interval_seconds\":1e28,\"rounds\":1,\"fate\":\"read_back\"}]}", "")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"soon\",\"interval_seconds\":10,\"rounds\":1,\"fate\":\"read_back\"}]}", "time")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"interval_seconds\":10,\"rounds\":1,\"fate\":\"eaten\"}]}", "fate")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\",\"interval_seconds\":10,\"condensed\":{}}]}", "no rounds")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"interval_seconds\":10,\"rounds\":1,\"fate\":\"missing\"}]}", "reason")]
    [InlineData("{\"version\": 1, \"runs\": [{\"from\":\"2026-01-01T00:00:00Z\",\"interval_seconds\":10,\"rounds\":2,\"fate\":\"read_back\"},{\"from\":\"2026-01-01T00:00:10Z\",\"interval_seconds\":10,\"rounds\":2,\"fate\":\"read_back\"}]}", "overlaps")]
    [InlineData("\0\0\0\0\0\0\0\0", "invalid")]
    public async Task A_damaged_ledger_is_set_aside_and_said_and_the_books_begin_anew(string text, string word)
    {
        await System.IO.File.WriteAllTextAsync(File, text, Cancellation);

        var ledger = new RoundLedger(_time);
        using var keeper = await KeepAsync(ledger);

        Assert.Empty(ledger.Snapshot().Runs);
        Assert.Contains(word, _notes.SetAside, StringComparison.OrdinalIgnoreCase);
        var aside = Assert.Single(Directory.GetFiles(_folder.FullName, "ledger.damaged-*"));
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(aside, Cancellation));
        Assert.Contains(Path.GetFileName(aside), _notes.SetAside, StringComparison.Ordinal);
        await keeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_ledger_cut_anywhere_is_damaged_and_never_half_believed()
    {
        var whole = LedgerText.Of([Book.Run(0, 80, RoundFate.ReadBack), Book.Run(80, 3, RoundFate.Missing, GapReason.Blind)], Book.Start);
        for (var length = 0; length < whole.Length - 2; length++)   // the last character is a line's end
        {
            Assert.False(LedgerText.TryRead(whole[..length], out _, out var fault), whole[..length]);
            Assert.NotEmpty(fault);
        }

        Assert.True(LedgerText.TryRead(whole, out _, out _));

        // A power cut while it was written: the draft is half, the ledger is whole.
        await System.IO.File.WriteAllTextAsync(File, whole, Cancellation);
        await System.IO.File.WriteAllTextAsync(File + ".tmp", whole[..50], Cancellation);
        var ledger = new RoundLedger(_time);
        using var keeper = await KeepAsync(ledger);
        Assert.Equal("80 ReadBack, 3 Blind", Book.Words(ledger.Snapshot().Runs));
        await keeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_disk_that_refuses_is_said_and_the_books_are_written_once_it_takes_them()
    {
        Directory.CreateDirectory(File + ".tmp");   // where the draft would go
        var ledger = new RoundLedger(_time);
        using var keeper = await KeepAsync(ledger);
        ledger.Missing(Book.At(90), Book.Ten, GapReason.Blind);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => _notes.Problem is not null);
        Assert.Contains("kept in memory", _notes.Problem, StringComparison.Ordinal);

        Directory.Delete(File + ".tmp");
        await SecondsAsync(1, "blind");
        await Eventually.TrueAsync(() => _notes.Problem is null);
        await keeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_ledger_that_can_neither_be_read_nor_renamed_is_left_as_it_is()
    {
        await System.IO.File.WriteAllTextAsync(File, "garbage", Cancellation);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "ledger.damaged-20260301T001640.000Z", "in the way"));
        var ledger = new RoundLedger(_time);
        using var keeper = await KeepAsync(ledger);
        ledger.Missing(Book.At(90), Book.Ten, GapReason.Blind);
        await keeper.StopAsync(Cancellation);

        Assert.Contains("neither be read nor renamed", _notes.Problem, StringComparison.Ordinal);
        Assert.Equal("garbage", await System.IO.File.ReadAllTextAsync(File, Cancellation));
    }

    [Fact]
    public async Task A_second_process_leaves_the_ledger_of_the_first_alone_and_says_so()
    {
        var ledger = new RoundLedger(_time);
        using var first = await KeepAsync(ledger);
        var second = KeepAsync(new RoundLedger(_time));
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return second.IsCompleted;
        });
        Assert.Contains("WARDOPS_DATA of its own", _notes.Problem, StringComparison.Ordinal);
        ledger.Missing(Book.At(90), Book.Ten, GapReason.Blind);
        await first.StopAsync(Cancellation);
        await (await second).StopAsync(Cancellation);

        Assert.Contains("\"blind\"", await System.IO.File.ReadAllTextAsync(File, Cancellation), StringComparison.Ordinal);
        (await second).Dispose();
        _notes.Problem = null;
        using var third = await KeepAsync(new RoundLedger(_time));   // both are gone: nothing is in the way
        Assert.Null(_notes.Problem);
        await third.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_file_too_huge_to_be_a_ledger_is_set_aside_unread()
    {
        await using (var huge = System.IO.File.Create(File))
        {
            huge.SetLength(65L * 1024 * 1024);
        }

        using var keeper = await KeepAsync(new RoundLedger(_time));
        await keeper.StopAsync(Cancellation);

        Assert.Contains("more than any ledger", _notes.SetAside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rounds_that_never_close_are_found_by_the_keeper()
    {
        var ledger = new RoundLedger(_time);
        using var keeper = await KeepAsync(ledger);
        ledger.Begun(new RoundPlan((Book.At(100) - DateTimeOffset.UnixEpoch).Ticks / Book.Ten.Ticks, Book.Ten, 5, Catalog.Empty));
        _ending.StopApplication();   // or the rounds that do not begin now would be missing too
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Book.Words(ledger.Snapshot().Runs) == "1 Overrun";
        });
        await keeper.StopAsync(Cancellation);
    }

    private async Task<LedgerKeeper> KeepAsync(RoundLedger ledger)
    {
        var keeper = new LedgerKeeper(ledger, _notes, Options.Create(new HistoryOptions { DataFolder = _folder.FullName }), _ending, _time, NullLogger<LedgerKeeper>.Instance);
        await keeper.StartAsync(Cancellation);
        return keeper;
    }

    /// <summary>Lets time pass second by second until the file says so; no longer than it may take.</summary>
    private async Task SecondsAsync(int most, string text)
    {
        for (var i = 0; i < most; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await Eventually.TrueAsync(() => System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Contains(text, StringComparison.Ordinal));
    }
}
