using System.Globalization;
using System.Net;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.Probing;

namespace WardOps.Bench.Truth;

/// <summary>
/// Invents what happens to a device: calm, loss, outages, flapping, gaps, renames and moves; rounds of 1 to 60 seconds, of which it may take
/// part in every so many-th, and which may have been longer or shorter before; days on which summer time begins or ends. The same seed tells the same story.
/// </summary>
internal sealed class StoryTeller
{
    private const int MostRounds = 1_200;
    private const int MostPoints = 2_000;

    private static readonly int[] s_rounds = [1, 2, 5, 7, 10, 10, 10, 15, 20, 30, 60];
    private static readonly int[] s_every = [2, 3, 6, 12, 60];
    private static readonly int[] s_steps = [1, 10, 30, 60, 70, 300, 900, 1_500, 3_600, 7_200, 86_400, 604_800];
    private static readonly DateTimeOffset s_year = new(2024, 1, 5, 0, 0, 0, TimeSpan.Zero);

    // In Europe clocks jump at these moments, and a day has 23 or 25 hours.
    private static readonly DateTimeOffset[] s_clockChanges = [new(2024, 3, 31, 1, 0, 0, TimeSpan.Zero), new(2024, 10, 27, 1, 0, 0, TimeSpan.Zero)];

    private readonly Random _random;
    private readonly int _seed;
    private readonly TimeSpan _round;
    private readonly int _every;

    private StoryTeller(int seed)
    {
        (_seed, _random) = (seed, new Random(seed));
        var seconds = Pick(s_rounds);
        var every = _random.NextDouble() < 0.7 ? 1 : Pick(s_every);
        (_round, _every) = (TimeSpan.FromSeconds(seconds), every * seconds > 3600 ? 1 : every);
    }

    private TimeSpan Interval => _every * _round;

    public static DeviceStory Tell(int seed) => new StoryTeller(seed).Tell();

    private DeviceStory Tell()
    {
        var turn = _random.Next(_every);
        var policy = new ProbePolicy(_round, ProbeSettings.Standard, []);
        var (before, past) = _random.NextDouble() < 0.3 ? Past() : (null, []);
        var rest = Happen(new StoryEra(before?.To ?? Begin(MostRounds * Interval / 4), DateTimeOffset.MaxValue, _round, _every, turn), Between(1, MostRounds));
        List<StoryRound> rounds = [.. past, .. rest];
        var (begin, end) = (rounds.Count > 0 ? rounds[0].At : s_year, rounds.Count > 0 ? rounds[^1].At + Interval : s_year.AddHours(1));
        end = before is not null && end <= before.To ? before.To + Interval : end;
        var isEdge = rest.Count > 0 && _random.NextDouble() < 0.4;
        var now = end + (_random.NextDouble() * TimeSpan.FromDays(20)) + TimeSpan.FromMinutes(3);
        if (isEdge)
        {
            // The clock stands shortly after one of the rounds has closed; those after it have not happened.
            rounds = rounds[..(past.Count + _random.Next(rest.Count) + 1)];
            now = rounds[^1].At + _round + TimeSpan.FromSeconds(1.75) + (_random.NextDouble() * _round);
            end = now + (_random.NextDouble() < 0.2 ? _random.NextDouble() * TimeSpan.FromHours(3) : TimeSpan.Zero);
        }

        var near = isEdge ? rounds.Skip(past.Count).Count(r => r.At > now - TimeSpan.FromHours(20)) : 0;
        var remembered = isEdge && _random.NextDouble() < 0.7 ? _random.Next(Math.Min(near, 60) + 1) : 0;
        return new DeviceStory(
            _seed,
            rounds.Count > 0 ? rounds[^1].As : Device("never probed", "Main"),
            policy,
            turn,
            rounds,
            Ask(begin, end, isEdge),
            now,
            remembered == 0 ? 0 : _random.Next(remembered + 1),
            remembered)
        {
            Before = before,
        };
    }

    private HistoryRange Ask(DateTimeOffset begin, DateTimeOffset end, bool isEdge)
    {
        var length = end - begin;
        var kind = _random.NextDouble();
        if (kind < 0.3)
        {
            begin += _random.NextDouble() * length;   // within
            end = isEdge ? end : begin + (_random.NextDouble() * (end - begin));
        }
        else if (kind < 0.6)
        {
            begin -= _random.NextDouble() * length;   // around
            end = isEdge ? end : end + (_random.NextDouble() * length);
        }
        else if (kind < 0.9)
        {
            begin -= TimeSpan.FromDays(_random.NextDouble() * 50);   // long
            end = isEdge ? end : end + TimeSpan.FromDays(_random.NextDouble() * 20);
        }

        int[] steps = [.. s_steps.Where(s => (end - begin).TotalSeconds / s < MostPoints)];
        var step = TimeSpan.FromSeconds(steps[_random.Next(Math.Min(steps.Length, 4))]);
        var (from, to) = (Floor(begin, step), Floor(end, step) + step);
        return new HistoryRange(from, to, step);
    }

    /// <summary>A time before now in which rounds had another length. An interval of its own that was no multiple of it was not obeyed.</summary>
    private (StoryEra Era, List<StoryRound> Rounds) Past()
    {
        var round = TimeSpan.FromSeconds(Pick([.. s_rounds.Where(s => s != _round.TotalSeconds)]));
        var every = _every > 1 && Interval.Ticks % round.Ticks == 0 ? (int)(Interval.Ticks / round.Ticks) : 1;
        var count = Between(1, MostRounds);
        var era = new StoryEra(Begin(count * every * round), DateTimeOffset.MaxValue, round, every, _random.Next(every));
        var rounds = Happen(era, count);
        // WardOps stands still for a while, or for hours, and begins with the first round that is due.
        var end = (rounds.Count > 0 ? rounds[^1].At + round : era.From) + (_random.NextDouble() * Pick([TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromHours(9)]));
        var first = Floor(end, _round);
        return (era with { From = DateTimeOffset.MinValue, To = first < end ? first + _round : first }, rounds);
    }

    private DateTimeOffset Begin(TimeSpan length) => _random.NextDouble() < 0.15
        ? Pick(s_clockChanges) - (_random.NextDouble() * length)
        : s_year + (_random.NextDouble() * TimeSpan.FromDays(300));

    private List<StoryRound> Happen(StoryEra era, int count)
    {
        var first = (era.From - DateTimeOffset.UnixEpoch).Ticks / era.Round.Ticks;
        first += (era.Turn - (first % era.EveryRounds) + era.EveryRounds) % era.EveryRounds;
        var rounds = new List<StoryRound>();
        var device = Device("first", "Main");
        for (var i = 0; i < count;)
        {
            var (kind, rest) = (_random.NextDouble(), 1 + (int)(Exponential() * Pick([2, 5, 30, 120])));
            for (; rest > 0 && i < count; rest--, i++)
            {
                if (_random.NextDouble() < 0.004)
                {
                    device = Device($"name {_random.Next(3)}", Pick(["Main", "ბათუმი", "Kutaisi \"2\""]));
                }

                if (Result(kind) is { } result)
                {
                    rounds.Add(new StoryRound(DateTimeOffset.UnixEpoch + ((first + (i * (long)era.EveryRounds)) * era.Round), device, result));
                }
            }
        }

        return rounds;
    }

    private DeviceRound? Result(double kind) => kind switch
    {
        < 0.40 => Up(loss: 0.01),
        < 0.50 => Up(loss: 0.3),
        < 0.70 => Down(),
        < 0.80 => _random.NextDouble() < 0.5 ? Down() : Up(loss: 0.3),
        < 0.90 => null,
        _ => _random.NextDouble() < 0.3 ? null : Up(loss: 0.05),
    };

    private DeviceRound Up(double loss)
    {
        var sent = Sent();
        var answered = Enumerable.Range(0, sent).Count(_ => _random.NextDouble() >= loss);
        if (answered == 0)
        {
            return Down();
        }

        var rtt = MathF.Round((float)Math.Exp(1 + (1.2 * Normal())), _random.Next(1, 6));
        return new DeviceRound(
            (byte)sent, (byte)answered, 0, rtt, rtt * 0.9f, rtt * 1.1f, answered < 2 ? float.NaN : MathF.Round((float)(Exponential() * rtt), 4));
    }

    private DeviceRound Down() => new((byte)Sent(), 0, 0, float.NaN, float.NaN, float.NaN, float.NaN);

    private int Sent() => _random.NextDouble() < 0.9 ? 5 : _random.Next(1, 21);

    private WatchedDevice Device(string name, string branch)
    {
        var id = new Guid(_seed, 0x5472, 0x7574, 0x80, 0, 0, 0, 0, 0, 0, 1);
        var ip = new IPAddress([10, (byte)(_seed >> 16), (byte)(_seed >> 8), (byte)_seed]);
        return new WatchedDevice(0, id, string.Create(CultureInfo.InvariantCulture, $"{name} of {_seed}"), ip, branch, "Region", "Router", null, true)
        {
            Probe = _every == 1 ? null : new ProbeOverrides { Interval = Interval },
        };
    }

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step)
        => DateTimeOffset.UnixEpoch.AddTicks((time - DateTimeOffset.UnixEpoch).Ticks / step.Ticks * step.Ticks);

    /// <summary>From the one to the other, small ones as often as large ones.</summary>
    private int Between(int least, int most) => (int)(least * Math.Exp(_random.NextDouble() * Math.Log((double)most / least)));

    private double Exponential() => -Math.Log(1 - _random.NextDouble());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
