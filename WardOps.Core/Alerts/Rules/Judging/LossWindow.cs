using System.Runtime.CompilerServices;

namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>
/// The last <see cref="Rounds"/> rounds of one device, for its loss: five minutes and 150 echoes with the common settings. One echo of five is 20 % of a round and says
/// nothing; of 150 it is 0.7 %. By random loss of 1 % five percent of a window are lost in 2 windows of 10,000.
/// </summary>
internal struct LossWindow
{
    public const int Rounds = 30;

    /// <summary>So many rounds must have been seen before it is said that there is no loss, or how much.</summary>
    public const int Enough = 12;

    private const int Recent = 6;

    private Echoes _sent;
    private Echoes _lost;
    private int _sentInAll;
    private int _lostInAll;
    private byte _count;
    private byte _next;

    /// <summary>Percent lost if no round that is not seen yet lost anything: a window that is still short says no more than that.</summary>
    public readonly double AtLeast => _count == 0 ? double.NaN : Share(_lostInAll, _sentInAll) * _count / Rounds;

    /// <summary>Percent lost of all in it; NaN while too few rounds have been seen.</summary>
    public readonly double Percent => _count < Enough ? double.NaN : Share(_lostInAll, _sentInAll);

    /// <summary>Percent lost in the last minute of common rounds, or in all of it if that is more: what people are told.</summary>
    public readonly double Told => _count == 0 ? double.NaN : _lostInAll == 0 ? 0 : Math.Max(Share(_lostInAll, _sentInAll), Recently());

    /// <summary>Takes a round up; the oldest is forgotten.</summary>
    public void Add(byte sent, byte answered)
    {
        var lost = (byte)(sent - answered);
        (_sentInAll, _lostInAll) = (_sentInAll + sent - _sent[_next], _lostInAll + lost - _lost[_next]);
        (_sent[_next], _lost[_next]) = (sent, lost);
        _next = (byte)((_next + 1) % Rounds);
        _count = (byte)Math.Min(_count + 1, Rounds);
    }

    public void Clear() => this = default;

    private static double Share(int lost, int sent) => 100.0 * lost / Math.Max(1, sent);

    private readonly double Recently()
    {
        var (sent, lost) = (0, 0);
        for (var i = 1; i <= Math.Min((int)_count, Recent); i++)
        {
            var place = (_next + Rounds - i) % Rounds;
            (sent, lost) = (sent + _sent[place], lost + _lost[place]);
        }

        return Share(lost, sent);
    }

    [InlineArray(Rounds)]
    private struct Echoes
    {
        private byte _first;
    }
}
