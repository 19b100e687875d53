using System.Net.Sockets;
using System.Runtime.InteropServices;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>
/// Puts the outcomes of ticks together into rounds. A round closes when every echo of it has ended, its time is over and it
/// is clear whether it can be believed, all by the monotonic clock, since the wall clock may be stepped;
/// rounds close in order. A round during which the monitor could not be believed says nothing of any device,
/// and one during which that held for one address family nothing of the devices asked over it. A round with a cancelled echo never closes: it was cut short, so it is no round. Nor does a
/// round of which a tick was dropped: it is left out when two more of its length and its doubt have passed, in which every echo of it would have ended.
/// </summary>
public sealed class RoundAssembler
{
    // In the order in which they began: after the clock was set back a later round may have a lower number.
    private readonly OrderedDictionary<long, OpenRound> _open = [];
    private DateTimeOffset _now;

    /// <summary>Books one tick; call it once per tick, in order.</summary>
    /// <returns>The rounds that this tick closed, oldest first; mostly none.</returns>
    public IReadOnlyList<Round> Add(ProbeTick tick)
    {
        _now = tick.At;
        if (tick.Started is { } plan)
        {
            _open.TryAdd(plan.Number, new OpenRound(plan));
        }

        foreach (ref readonly var outcome in tick.Outcomes)
        {
            if (outcome.Kind == EchoKind.Regular && _open.TryGetValue(outcome.Round, out var round))
            {
                round.Book(in outcome);
            }
        }

        if (!tick.Sight.IsClear || !tick.Families.IsClear)
        {
            foreach (var round in _open.Values)
            {
                round.Doubt(tick.Sight, tick.Families);
            }
        }

        return _open.Count == 0 ? [] : CloseUntil(tick.At, tick.Mono);
    }

    /// <summary>
    /// The last tick is in, and no other will come: closes what is over and whole. A round that was cut short is no round, and one whose
    /// last moments were doubted is unknown, as ever; one that nobody had the time to doubt is believed.
    /// </summary>
    public IReadOnlyList<Round> Finish()
    {
        List<Round> closed = [];
        foreach (var round in _open.Values)
        {
            if (round is { IsOver: true, WasCut: false } && (round.Plan.EndsAt <= _now || round != _open.Values.Last()))
            {
                closed.Add(round.Close(_now));
            }
        }

        _open.Clear();
        return closed;
    }

    private List<Round> CloseUntil(DateTimeOffset now, long mono)
    {
        List<Round> closed = [];
        while (_open.Count > 0)
        {
            var first = _open.First().Value;
            if (first.IsOver && IsDue(first.Plan, mono))
            {
                _open.Remove(first.Plan.Number);
                if (!first.WasCut)
                {
                    closed.Add(first.Close(now));
                }
            }
            else if (!first.IsOver && IsDue(first.Plan, mono - (2 * EchoClock.Nanos(first.Plan.Interval))))
            {
                _open.Remove(first.Plan.Number);
            }
            else
            {
                break;
            }
        }

        return closed;
    }

    private static bool IsDue(RoundPlan plan, long mono) => plan.EndMono + EchoClock.Nanos(plan.Doubt) <= mono;

    private sealed class OpenRound(RoundPlan plan)
    {
        private readonly Tally[] _tallies = new Tally[plan.Catalog.Slots];
        private int _ended;
        private Sight _sight = Sight.Clear;
        private FamilySights _families;

        public RoundPlan Plan => plan;

        public bool IsOver => _ended >= plan.Expected;

        public bool WasCut { get; private set; }

        /// <summary>The first reason for doubt is the one that counts.</summary>
        public void Doubt(Sight sight, FamilySights families)
        {
            _sight = _sight.IsClear ? sight : _sight;
            _families = _families.Or(families);
        }

        public void Book(in EchoOutcome outcome)
        {
            _ended++;
            WasCut |= outcome.Result == EchoResult.Cancelled;
            _tallies[outcome.Device.Slot].Add(in outcome);
        }

        public Round Close(DateTimeOffset now)
            => new(plan, now, _sight.IsClear ? Array.ConvertAll(_tallies, Result) : new DeviceRound[_tallies.Length]) { Sight = _sight, Families = _sight.IsClear ? _families : default };

        private DeviceRound Result(Tally tally) => !(tally.IsV6 ? _families.IsClearV6 : _families.IsClearV4) ? default(Tally).Result() : tally.Result();
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Tally
    {
        private byte _sent;
        private byte _answered;
        private byte _notSent;
        private float _sum;
        private float _min;
        private float _max;
        private float _last;
        private float _variation;

        /// <summary>Over which address family the device is asked.</summary>
        public bool IsV6 { get; private set; }

        public void Add(in EchoOutcome outcome)
        {
            IsV6 = outcome.Family == AddressFamily.InterNetworkV6;
            switch (outcome.Result)
            {
                case EchoResult.Answered:
                    _sent++;
                    Answer(outcome.RttNs / 1e6f);
                    break;
                case EchoResult.Lost:
                    _sent++;
                    break;
                case EchoResult.NotSent:
                    _notSent++;
                    break;
            }
        }

        public readonly DeviceRound Result() => new(
            _sent,
            _answered,
            _notSent,
            _answered == 0 ? float.NaN : Figure(_sum / _answered),
            _answered == 0 ? float.NaN : Figure(_min),
            _answered == 0 ? float.NaN : Figure(_max),
            _answered < 2 ? float.NaN : Figure(_variation / (_answered - 1)));

        // To a hundredth of a millisecond, here and so everywhere alike: what is beyond it is noise, and would take more room on disk than all the rest.
        private static float Figure(float milliseconds) => MathF.Round(milliseconds, 2);

        private void Answer(float rtt)
        {
            if (_answered > 0)
            {
                _variation += Math.Abs(rtt - _last);
            }

            _min = _answered == 0 ? rtt : Math.Min(_min, rtt);
            _max = Math.Max(_max, rtt);
            _last = rtt;
            _sum += rtt;
            _answered++;
        }
    }
}
