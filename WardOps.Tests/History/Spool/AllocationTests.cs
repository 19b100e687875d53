using WardOps.Core.Devices;
using WardOps.Core.History.Spool;
using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History.Spool;

/// <summary>A round costs the same few objects however many samples it has.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Round_EncodedSpooledAndReadBack_AllocatesNothingForItsSamples()
    {
        var (few, many) = (Allocated(100), Allocated(5000));

        Assert.InRange(few, 0, 4096);
        Assert.InRange(many, 0, 4096);   // 19,600 samples more
    }

    /// <summary>Bytes per round in the long run.</summary>
    private static long Allocated(int devices)
    {
        using var box = new SpoolBox();
        using var encoder = new SampleEncoder(compress: true);
        var catalog = Catalog.Empty.With(Enumerable.Range(1, devices).Select(i => Rounds.Device(i)));
        var results = Enumerable.Range(0, devices).Select(i => Rounds.Up with { RttMeanMs = i * 0.37f }).ToArray();
        var rounds = Enumerable.Range(0, 40).Select(i => Rounds.At(SpoolBox.At(i), catalog, results)).ToArray();
        var outgoing = new OutgoingRound();
        var before = 0L;
        for (var i = 0; i < rounds.Length; i++)
        {
            if (i == 20)
            {
                before = GC.GetAllocatedBytesForCurrentThread();   // the buffers have their size, the labels are encoded
            }

            var encoded = encoder.Encode(rounds[i])!.Value;
            box.Spool.Append(encoded.Head, encoded.Body);
            Assert.True(box.Spool.TryTake(outgoing));
            box.Spool.Acknowledge(outgoing);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 20;
    }
}
