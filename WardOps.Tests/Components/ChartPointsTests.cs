using System.Buffers.Binary;
using WardOps.Core.History;
using WardOps.Web.Components.Charts;

namespace WardOps.Tests.Components;

public sealed class ChartPointsTests
{
    private static readonly DateTimeOffset s_from = DateTimeOffset.UnixEpoch.AddDays(1);

    [Fact]
    public void Pack_KeepsTimesAndGaps()
    {
        var range = new HistoryRange(s_from, s_from.AddSeconds(30), TimeSpan.FromSeconds(10));

        var bytes = ChartPoints.Pack(range, [1.5, null, 2], Math.Max);

        Assert.Equal(86_400_000, BinaryPrimitives.ReadDoubleLittleEndian(bytes));
        Assert.Equal(10_000, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8)));
        Assert.Equal([1.5f, float.NaN, 2f], Values(bytes));
    }

    [Fact]
    public void Pack_ADayOfRounds_IsDrawnWhole()
    {
        var range = new HistoryRange(s_from, s_from.AddDays(1), TimeSpan.FromSeconds(10));

        Assert.Equal(8640, Values(ChartPoints.Pack(range, new double?[range.Points], Math.Min)).Length);
    }

    [Fact]
    public void Pack_ManyPoints_KeepsTheWorst()
    {
        var range = new HistoryRange(s_from, s_from.AddDays(7), TimeSpan.FromSeconds(10));
        var status = Enumerable.Repeat<double?>(1, range.Points).ToArray();
        status[4000] = 0;

        var values = Values(ChartPoints.Pack(range, status, Math.Min));

        Assert.Equal(6, ChartPoints.Share(range));
        Assert.Equal(10_080, values.Length);
        Assert.Equal(4000 / 6, Array.IndexOf(values, 0f));
    }

    [Fact]
    public void Pack_PartOfAPointUnknown_KeepsWhatIsKnown()
    {
        var range = new HistoryRange(s_from, s_from.AddDays(3), TimeSpan.FromSeconds(10));
        var values = new double?[range.Points];
        values[1] = 7;

        Assert.Equal([7f, float.NaN], Values(ChartPoints.Pack(range, values, Math.Max))[..2]);
    }

    private static float[] Values(byte[] bytes)
        => [.. bytes.Skip(16).Chunk(4).Select(b => BinaryPrimitives.ReadSingleLittleEndian(b))];
}
