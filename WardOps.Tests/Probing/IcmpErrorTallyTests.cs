using CsCheck;
using WardOps.Core.Probing;

namespace WardOps.Tests.Probing;

public sealed class IcmpErrorTallyTests
{
    [Fact]
    public void AnyFlood_HasAFixedNumberOfCounts_AndNoneIsLost()
        => Gen.Select(Gen.Bool, Gen.Byte, Gen.Byte).Array[0, 500].Sample(flood =>
        {
            var tally = new IcmpErrorTally();
            foreach (var (isIpv4, type, code) in flood)
            {
                tally.Add(isIpv4, new IcmpError(type, code));
            }

            var counts = tally.Read().ToList();
            Assert.Equal(36, counts.Count);
            Assert.Equal(flood.Length, counts.Sum(c => c.Count));
            Assert.All(counts, c => Assert.True(c.Error is null || c.Count == flood.Count(f => f.Item1 == c.IsIpv4 && f.Item2 == c.Error.Value.Type && f.Item3 == c.Error.Value.Code)));
        });

    [Theory]
    [InlineData(true, 3, 15, true)]
    [InlineData(true, 3, 16, false)]
    [InlineData(true, 1, 0, false)]
    [InlineData(false, 1, 6, true)]
    [InlineData(false, 3, 1, true)]
    [InlineData(false, 3, 2, false)]
    public void Add_KnowsThePairsOfItsFamily(bool isIpv4, byte type, byte code, bool isKnown)
    {
        var tally = new IcmpErrorTally();

        tally.Add(isIpv4, new IcmpError(type, code));

        Assert.Equal((isIpv4, isKnown ? new IcmpError(type, code) : (IcmpError?)null, 1L), Assert.Single(tally.Read(), c => c.Count > 0));
    }
}
