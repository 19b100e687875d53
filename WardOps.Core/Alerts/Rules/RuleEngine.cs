using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Alerts.Rules.Judging;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Rules;

/// <summary>
/// What the rules say of every device, from what the board says of it: in memory, on each verdict, without a question to any store. One writer (the pump). Each device has a
/// <see cref="RuleFeed"/>, which decides; here is only what it is fed with.
/// </summary>
internal sealed class RuleEngine(CurrentRules rules, ProbePolicy policy, RttBaselines baselines, TimeProvider time) : IConditions
{
    private static readonly Condition s_notAsked = new(ConditionState.NotAsked, null, default, double.NaN);

    private readonly long _start = time.GetTimestamp();
    private RuleFeed?[] _feeds = [];
    private WatchedDevice?[] _devices = [];
    private TimeSpan[] _intervals = [];
    private ActiveRule[] _active = [];
    private Dictionary<string, RuleProfile> _profiles = [];
    private RuleBook _book = RuleBook.Empty;
    private long _catalog = -1;

    public IReadOnlyList<AlertRule> BranchRules { get; private set; } = BranchRulesOf(rules.Current);

    /// <summary>How many times a device was compared with all rules: it is done only for those that have changed.</summary>
    internal long Assignments { get; private set; }

    public bool IsOn(AlertRule rule, DateTimeOffset at) => rule.Schedule.Contains(at);

    public Condition Of(int slot, AlertKind kind) => (uint)slot < (uint)_feeds.Length && _feeds[slot] is { } feed ? feed.Of(kind) : s_notAsked;

    public void Judge(Verdict verdict)
    {
        var board = verdict.Board;
        var now = new RuleTime(time.GetElapsedTime(_start), board.AsOf);
        if (rules.Current is var book && (book != _book || board.Catalog.Version != _catalog))
        {
            Adopt(book, board.Catalog, now);
        }

        if (verdict.Closed is { } round)
        {
            lock (baselines.Gate)
            {
                Close(round, board, now);
            }
        }

        if (Turn(now.Wall))
        {
            foreach (var device in board.Catalog.Probed)
            {
                _feeds[device.Slot]!.Turn(now);
            }
        }

        foreach (var device in board.Catalog.Probed)
        {
            if (board.BySlot[device.Slot] is { } state)
            {
                var look = new RuleLook(state.Status, state.DownSince, (state.Marks & DeviceFlags.Flapping) != 0, state.Status == DeviceStatus.Unknown && IsBlind(board, device));
                _feeds[device.Slot]!.See(in look, now);
            }
        }
    }

    private static List<AlertRule> BranchRulesOf(RuleBook book) => [.. book.Rules.Where(r => r.Enabled && r.Kind == AlertKind.Branch)];

    /// <summary>Whether the monitor cannot see it, as a whole or over the device's address family.</summary>
    private static bool IsBlind(Board board, WatchedDevice device)
        => board.Blind is not null
            || (board.PartlyBlind is not null && device.Address is { } address
                && (board.LastRound is not { } last || !last.Families.Of(address.AddressFamily).IsClear));

    private void Close(Round round, Board board, RuleTime now)
    {
        var day = RttDays.Of(round.At);
        foreach (var device in round.Catalog.Probed)
        {
            if ((uint)device.Slot >= (uint)_feeds.Length || _feeds[device.Slot] is not { } feed || !_devices[device.Slot]!.IsSameTargetAs(device))
            {
                continue;
            }

            var result = round.Results[device.Slot];
            if (!result.IsKnown && !ProbeOrder.IsDue(device.Id, EveryRounds(device), round.Number))
            {
                continue;   // it was not its turn
            }

            feed.Close(new RuleRound(IsSaid(round, device, board, result), day, result.Sent, result.Answered, result.RttMeanMs, result.JitterMs), now);
        }
    }

    /// <summary>A round in which the device went or came back says how long it was away, and nothing of how well it is reached.</summary>
    private static bool IsSaid(Round round, WatchedDevice device, Board board, DeviceRound result)
        => result.IsKnown && board.BySlot[device.Slot] is { Status: DeviceStatus.Up } state && !(state.Since > round.At) && IsBelieved(round, device);

    private static bool IsBelieved(Round round, WatchedDevice device)
        => round.Sight.IsClear && (round.Families.IsClear || device.Address is not { } address || round.Families.Of(address.AddressFamily).IsClear);

    private int EveryRounds(WatchedDevice device) => (int)(_intervals[device.Slot] / policy.Interval);

    private bool Turn(DateTimeOffset now)
    {
        var hasTurned = false;
        foreach (var rule in _active)
        {
            hasTurned |= rule.At(now);
        }

        return hasTurned;
    }

    private void Adopt(RuleBook book, Catalog catalog, RuleTime now)
    {
        var isNewBook = book != _book;
        if (isNewBook)
        {
            _active = [.. book.Rules.Where(r => r.Enabled && RuleProfile.PlaceOf(r.Kind) >= 0).Select(r => new ActiveRule(r))];
            _profiles = [];
            BranchRules = BranchRulesOf(book);
            Turn(now.Wall);
        }

        Array.Resize(ref _feeds, catalog.Slots);
        Array.Resize(ref _devices, catalog.Slots);
        Array.Resize(ref _intervals, catalog.Slots);
        var gone = _devices.Where(d => d is not null && catalog.Find(d.Id) is not { Enabled: true }).Select(d => d!.Slot).ToList();
        foreach (var slot in gone)
        {
            (_feeds[slot], _devices[slot]) = (null, null);   // before others get its slot
        }

        foreach (var device in catalog.Probed)
        {
            if (isNewBook || !ReferenceEquals(_devices[device.Slot], device))
            {
                Assign(device, now);
            }
        }

        (_book, _catalog) = (book, catalog.Version);
    }

    private void Assign(WatchedDevice device, RuleTime now)
    {
        var slot = device.Slot;
        var was = _devices[slot];
        if (was is not null && was.Id == device.Id && !was.IsSameTargetAs(device))
        {
            baselines.Forget(device.Id);
        }

        var profile = ProfileOf(device);
        var baseline = profile.NeedsBaseline ? baselines.Of(device.Id) : null;
        _intervals[slot] = policy.IntervalOf(device);
        if (was is not null && _feeds[slot] is { } feed && was.IsSameTargetAs(device))
        {
            feed.Follow(profile, _intervals[slot], baseline, now);
        }
        else
        {
            _feeds[slot] = new RuleFeed(profile, _intervals[slot], baseline);
        }

        _devices[slot] = device;
        Assignments++;
    }

    /// <summary>The rules that ask for a device; the same object for all devices for which the same do.</summary>
    private RuleProfile ProfileOf(WatchedDevice device)
    {
        var key = _active.Length <= 512 ? stackalloc char[_active.Length] : new char[_active.Length];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = _active[i].Matches(device) ? '1' : '0';
        }

        if (!_profiles.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var profile))
        {
            var text = key.ToString();
            _profiles.Add(text, profile = new RuleProfile(_active.Where((_, i) => text[i] == '1')));
        }

        return profile;
    }
}
