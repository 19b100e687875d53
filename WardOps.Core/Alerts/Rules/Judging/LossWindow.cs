using System.Runtime.CompilerServices;

namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>
/// The last <see cref="Rounds"/> rounds of one device, for its loss: five minutes and 150 echoes with the common settings. One echo of five is 20 % of a round and says
/// nothing; of 150 it is 0.7 %. Over random loss of 0.1 % five percent of a window are never lost by chance, over that of 1 % about once in a fortnight.
/// </summary>
internal struct LossWindow
{
    public const int Rounds = 30;

    /// <summary>So many rounds must have been seen before it is said that there is no loss, or how much.</summary>
    public const int Enough = 12;

    private const int Recent = 6;

    private Echoes _sent;
    private Echoes _lost;
    private byte _count;
    private byte _next;

    /// <summary>Takes a round up; the oldest is forgotten.</summary>
    public void Add(byte sent, byte answered)
    {
        (_sent[_next], _lost[_next]) = (sent, (byte)(sent - answered));
        _next = (byte)((_next + 1) % Rounds);
        _count = (byte)Math.Min(_count + 1, Rounds);
    }

    public void Clear() => this = default;

    /// <summary>Percent lost if no round that is not seen yet lost anything: a window that is still short says no more than that.</summary>
    public readonly double AtLeast => _count == 0 ? double.NaN : 100.0 * Sum(_lost, _count) * _count / (Math.Max(1, Sum(_sent, _count)) * (double)Rounds);

    /// <summary>Percent lost of all in it; NaN while too few rounds have been seen.</summary>
    public readonly double Percent => _count < Enough ? double.NaN : 100.0 * Sum(_lost, _count) / Math.Max(1, Sum(_sent, _count));

    /// <summary>Percent lost in the last minute of common rounds, or in all of it if that is more: what people are told.</summary>
    public readonly double Told
    {
        get
        {
            var few = Math.Min((int)_count, Recent);
            return _count == 0 ? double.NaN : Math.Max(
                100.0 * Sum(_lost, few) / Math.Max(1, Sum(_sent, few)), 100.0 * Sum(_lost, _count) / Math.Max(1, Sum(_sent, _count)));
        }
    }

    /// <summary>Of the last so many rounds.</summary>
    private readonly int Sum(in Echoes echoes, int rounds)
    {
        var sum = 0;
        for (var i = 1; i <= rounds; i++)
        {
            sum += echoes[(_next + Rounds - i) % Rounds];
        }

        return sum;
    }

    [InlineArray(Rounds)]
    private struct Echoes
    {
        private byte _first;
    }
}
