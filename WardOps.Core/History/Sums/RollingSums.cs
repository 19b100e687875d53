using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Sums;

/// <summary>Up and known rounds of every device in five-minute steps over the last 24 hours, kept in memory and rebuilt from history at start.</summary>
public sealed class RollingSums(DeviceCatalog catalog, ProbePolicy policy, TimeProvider time)
{
    /// <summary>Steps in the window, the current one included.</summary>
    internal const int Steps = 288;

    internal static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, DeviceSums> _devices = [];
    private readonly double _roundSeconds = policy.Interval.TotalSeconds;
    private readonly TimeSpan _roundLength = policy.Interval;
    private long _newest = long.MinValue;
    private DateTimeOffset _settled;
    private double _rebuiltShare = 1;

    /// <summary>How much of the last 24 hours has been read back, 0 to 1; 1 when nothing is left to read.</summary>
    public double RebuiltShare
    {
        get => Volatile.Read(ref _rebuiltShare);
        internal set => Volatile.Write(ref _rebuiltShare, value);
    }

    public void Add(Round round)
    {
        var step = NumberOf(round.At);
        lock (_gate)
        {
            MoveTo(step);
            _settled = round.At + _roundLength;
            foreach (var device in round.Catalog.Probed)
            {
                var result = device.Slot < round.Results.Length ? round.Results[device.Slot] : default;
                if (result.IsKnown)
                {
                    var rounds = policy.Of(device).EveryRounds;   // a sample stands for all the time until the next one
                    Book(device.Id, step, result.IsUp ? rounds : 0, rounds);
                }
            }
        }
    }

    /// <summary>All devices together, or those of one region.</summary>
    public Uptime Fleet(string? region)
    {
        lock (_gate)
        {
            MoveTo(NumberOf(time.GetUtcNow()));
            var (up, down, unknown) = (0.0, 0.0, 0.0);
            foreach (var device in catalog.Current.Probed)
            {
                if (region is null || device.Region == region)
                {
                    var one = UptimeOf(device.Id);
                    up += one.UpSeconds;
                    down += one.DownSeconds;
                    unknown += one.UnknownSeconds;
                }
            }

            return new Uptime(up, down, unknown);
        }
    }

    /// <summary>One device over the last 24 hours.</summary>
    public Uptime Of(Guid deviceId)
    {
        lock (_gate)
        {
            MoveTo(NumberOf(time.GetUtcNow()));
            return UptimeOf(deviceId);
        }
    }

    /// <summary>Devices with the most down time over the last 24 hours, most first; those without any are left out.</summary>
    public IReadOnlyList<DeviceDowntime> Top(int count, string? region)
    {
        var down = new List<DeviceDowntime>();
        lock (_gate)
        {
            MoveTo(NumberOf(time.GetUtcNow()));
            foreach (var device in catalog.Current.Probed)
            {
                if ((region is null || device.Region == region) && UptimeOf(device.Id) is { DownSeconds: > 0 } uptime)
                {
                    down.Add(new DeviceDowntime(device, uptime));
                }
            }
        }

        return [.. down.OrderByDescending(d => d.Uptime.DownSeconds).ThenBy(d => d.Device.Name, StringComparer.Ordinal).ThenBy(d => d.Device.Id).Take(Math.Max(0, count))];
    }

    /// <summary>Adds what history remembers from before this process; the caller gives every stretch of time once.</summary>
    internal void AddPast(IEnumerable<StepSum> sums)
    {
        lock (_gate)
        {
            MoveTo(NumberOf(time.GetUtcNow()));
            foreach (var sum in sums)
            {
                var rounds = catalog.Current.Find(sum.DeviceId) is { } device ? policy.Of(device).EveryRounds : 1;
                Book(sum.DeviceId, NumberOf(sum.From), rounds * sum.UpRounds, rounds * sum.KnownRounds);
            }
        }
    }

    private static long NumberOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    private void Book(Guid id, long step, int up, int known)
    {
        if (step > _newest || step <= _newest - Steps)
        {
            return;
        }

        if (!_devices.TryGetValue(id, out var sums))
        {
            _devices.Add(id, sums = new DeviceSums());
        }

        sums.Book((int)(step % Steps), up, known);
    }

    private Uptime UptimeOf(Guid id)
    {
        if (!_devices.TryGetValue(id, out var sums))
        {
            return new Uptime(0, 0, WindowSeconds());
        }

        var known = sums.Known * _roundSeconds;
        return new Uptime(sums.Up * _roundSeconds, (sums.Known - sums.Up) * _roundSeconds, Math.Max(0, WindowSeconds() - known));
    }

    /// <summary>
    /// How much time the sums stand for: 287 whole steps and the one begun, up to the end of the last closed round. A round still open is not
    /// unknown yet; only when none closes any more does the time up to now count.
    /// </summary>
    private double WindowSeconds()
    {
        var now = time.GetUtcNow();
        var end = now - _settled < 3 * _roundLength ? _settled : now;
        return (end - DateTimeOffset.UnixEpoch - ((_newest - Steps + 1) * Step)).TotalSeconds;
    }

    private void MoveTo(long step)
    {
        if (step <= _newest)
        {
            return;
        }

        var first = _newest == long.MinValue ? step : Math.Max(_newest + 1, step - Steps + 1);
        for (var gone = first; gone <= step; gone++)
        {
            foreach (var sums in _devices.Values)
            {
                sums.Clear((int)(gone % Steps));
            }
        }

        _newest = step;
        foreach (var (id, sums) in _devices)
        {
            if (sums.Known == 0)
            {
                _devices.Remove(id);
            }
        }
    }
}
