namespace WardOps.Core.Probing;

/// <summary>
/// Says up to which moment echoes are released. In the regular run that is now; what is late follows at no more than twice
/// the pace of time, whatever rhythm the loop wakes up in, and at less while the kernel's queue is full. Only the loop's thread uses it.
/// </summary>
internal sealed class SendPace(long nowMono)
{
    /// <summary>The longest time between two wake-ups that is made up for as it comes, in nanoseconds: a machine under load, and the 15.6 ms of Windows, are well within. A longer one is a stall.</summary>
    public const long LongestStepNs = 50_000_000;

    /// <summary>Over any stretch of this length the horizon moves by no more than twice as much, in nanoseconds.</summary>
    public const long WindowNs = 100_000_000;

    /// <summary>A full queue may delay echoes by so much, in nanoseconds; then they are due all the same, and what does not leave is not sent.</summary>
    public const long MostHeldBackNs = 250_000_000;

    private const double Fastest = 2;
    private const double Slowest = 0.5;

    // From the slowest to the fastest in a second: a queue that was full is likely to be full again.
    private const double GainPerNs = (Fastest - Slowest) / 1e9;

    // Steps closer to each other than this are taken for one: so many of them fit in the window that the ring never runs over.
    private const long GrainNs = 1_000_000;

    private readonly (long At, long Before)[] _steps = new (long, long)[128];
    private int _first;
    private int _count;
    private long _last = nowMono;
    private double _pace = Fastest;

    /// <summary>Monotonic clock up to which echoes are released, in nanoseconds.</summary>
    public long Horizon { get; private set; } = nowMono;

    /// <summary>A round begins that may have begun a moment ago: its first echoes are late already.</summary>
    public void Include(long startMono)
    {
        var back = Math.Max(0, Horizon - startMono);
        Horizon -= back;
        for (var i = 0; i < _count; i++)
        {
            _steps[(_first + i) % _steps.Length].Before -= back;   // what has moved has moved
        }
    }

    /// <summary>The kernel's queue had no room: half as fast from now on.</summary>
    public void Congested() => _pace = Math.Max(Slowest, _pace / 2);

    /// <summary>Moves the horizon; call it once per step.</summary>
    /// <returns>For how long the budgets of other echoes are refilled, in nanoseconds.</returns>
    public long Move(long nowMono)
    {
        var passed = Math.Min(nowMono - _last, LongestStepNs);
        _last = nowMono;
        _pace = Math.Min(Fastest, _pace + (passed * GainPerNs));
        var pace = nowMono - Horizon > MostHeldBackNs ? Math.Max(_pace, 1) : _pace;
        var window = (2 * WindowNs) - Moved(nowMono);
        var was = Horizon;
        Horizon = Math.Min(nowMono, Horizon + Math.Max(0, Math.Min((long)(pace * passed), window)));
        Remember(nowMono, was);
        return (long)(Math.Min(pace, 1) * passed);
    }

    /// <summary>By how much the horizon has moved within the window that ends now.</summary>
    private long Moved(long nowMono)
    {
        while (_count > 0 && nowMono - _steps[_first].At >= WindowNs + GrainNs)
        {
            _first = (_first + 1) % _steps.Length;
            _count--;
        }

        return _count == 0 ? 0 : Math.Max(0, Horizon - _steps[_first].Before);
    }

    private void Remember(long nowMono, long before)
    {
        if (_count > 0 && nowMono - _steps[(_first + _count - 1) % _steps.Length].At < GrainNs)
        {
            return;
        }

        _steps[(_first + _count++) % _steps.Length] = (nowMono, before);
    }
}
