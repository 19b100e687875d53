using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Probing;
using WardOps.Tests.History;
using WardOps.Web.Problems;

namespace WardOps.Tests.Components;

public sealed class ProblemBookTests : PageContext
{
    private ProblemBook Book => Services.GetRequiredService<ProblemBook>();

    [Fact]
    public void Facts_JoinWhatIsTrueNowWithTheLast24Hours()
    {
        Script.Answer(5, 1, 2, 3);
        Script.Fail(2);
        Add(Rounds.Down, Rounds.Down, Rounds.Up);

        var facts = Book.Facts(Script.Board.Current).ToDictionary(f => f.Device.Name);

        Assert.Equal(["device-1", "device-2"], facts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((false, 10.0, 0.0), (facts["device-1"].IsDown, facts["device-1"].DownSeconds, facts["device-1"].UptimePercent));
        Assert.True(facts["device-2"].IsDown);
        Assert.NotNull(facts["device-2"].DownSince);
    }

    [Fact]
    public void Facts_DownBeforeItsRoundHasClosed_IsThereAlready()
    {
        Script.Answer(5, 1, 2, 3);
        Script.Fail(3);
        var fact = Assert.Single(Book.Facts(Script.Board.Current));
        Assert.Equal(("device-3", true, 0.0, (double?)null), (fact.Device.Name, fact.IsDown, fact.DownSeconds, fact.UptimePercent));
    }

    [Fact]
    public void Lists_SameBoardAndRound_AreMadeOnce()
    {
        Script.Answer(5, 1, 2, 3);
        Script.Fail(3);
        var board = Script.Board.Current;
        var lists = Book.Lists(board);
        Assert.Same(lists, Book.Lists(board));
        Add(Rounds.Up, Rounds.Up, Rounds.Down);
        Assert.NotSame(lists, Book.Lists(board));
        Assert.Single(Book.Lists(board, "Achara").NewlyDown);
        Assert.Empty(Book.Lists(board, "Guria").NewlyDown);
    }

    [Fact]
    public void Lists_NothingHasChanged_AreKeptForTenSeconds()
    {
        Script.Answer(5, 1, 2, 3);
        Script.Fail(3);
        var first = Script.Board.Current;
        var lists = Book.Lists(first);
        Script.Quiet();
        Assert.NotSame(first, Script.Board.Current);
        Assert.Same(lists, Book.Lists(Script.Board.Current));
        for (var i = 0; i < 20; i++)
        {
            Script.Quiet();
        }

        Assert.True(first.BySlot == Script.Board.Current.BySlot);
        Assert.NotSame(lists, lists = Book.Lists(Script.Board.Current));
        Script.Answer(5, 3);
        Script.Answer(5, 3);
        Script.Answer(5, 3);
        Assert.NotSame(lists, Book.Lists(Script.Board.Current));
        Assert.Empty(Book.Lists(Script.Board.Current).NewlyDown);
    }

    [Fact]
    public void Facts_DisabledDevices_AreNoProblem()
    {
        Script.Answer(5, 1, 2, 3);
        Script.Fail(1);
        Script.Catalog.Swap(Script.Catalog.Current.Devices.Select(d => d with { Enabled = false }));
        Script.Quiet();
        Assert.Empty(Book.Facts(Script.Board.Current));
    }

    private void Add(params DeviceRound[] results) => Sums.Add(Rounds.At(Rounds.Align(Script.Time.GetUtcNow()), Script.Catalog.Current, results));
}
