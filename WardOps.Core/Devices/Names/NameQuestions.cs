namespace WardOps.Core.Devices.Names;

/// <summary>Which name is asked for next, and which questions are open. Times are those of the monotonic clock. For one thread at a time.</summary>
internal sealed class NameQuestions(HostNames names, NameOptions options)
{
    /// <summary>A name is not asked for more often than this, however suspect its device is.</summary>
    public static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(1);

    /// <summary>Names asked for out of turn in a second: a cut of half the fleet must not become a flood of questions.</summary>
    public const int MostSuspects = 100;

    private readonly Dictionary<string, Question> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _asked = new(StringComparer.Ordinal);
    private readonly Queue<string> _due = new();
    private readonly Queue<string> _suspects = new();
    private int _suspectsLeft = MostSuspects;

    /// <summary>Names whose time has come and that no thread was free for.</summary>
    public int Waiting => _due.Count + _suspects.Count;

    /// <summary>Questions whose time is not over yet.</summary>
    public int Open => _open.Values.Count(q => !q.IsGivenUp);

    /// <summary>A second has passed: looks which names are due. Those that resolve come first, and the others after them.</summary>
    public void Look(IReadOnlyCollection<string> all, TimeSpan now)
    {
        _suspectsLeft = MostSuspects;
        _due.Clear();
        foreach (var name in all.Where(n => names[n].NextAt <= now && !_open.ContainsKey(n)).OrderBy(n => names[n].Failures).ThenBy(n => names[n].NextAt))
        {
            _due.Enqueue(name);
        }

        foreach (var gone in _asked.Keys.Where(n => names[n] == NameState.Unasked && !_open.ContainsKey(n)).ToList())
        {
            _asked.Remove(gone);
        }
    }

    /// <summary>The device of this name does not answer: it may have moved.</summary>
    public void Suspect(string name, TimeSpan now)
    {
        if (_suspectsLeft > 0 && !_open.ContainsKey(name) && !_suspects.Contains(name) && (!_asked.TryGetValue(name, out var asked) || now - asked >= LeastBetween))
        {
            _suspectsLeft--;
            _suspects.Enqueue(name);
        }
    }

    /// <summary>Asks as many as there are threads for: first for those who do not answer, then in turn.</summary>
    public void AskNext(LookupThreads threads, TimeSpan now)
    {
        while (_suspects.TryPeek(out var name))
        {
            if (IsAllowed(name) && !TryAsk(threads, name, now))
            {
                return;
            }

            _suspects.Dequeue();
        }

        while (_due.TryPeek(out var name) && IsAllowed(name))
        {
            if (names[name].NextAt <= now && !TryAsk(threads, name, now))
            {
                return;
            }

            _due.Dequeue();
        }
    }

    /// <summary>An answer has come.</summary>
    /// <returns>Whether the question had been given up before.</returns>
    public bool Close(string name) => _open.Remove(name, out var question) && question.IsGivenUp;

    /// <summary>The questions that have hung for too long: they count as failed now, whatever comes later.</summary>
    public IReadOnlyList<string> GiveUp(TimeSpan now)
    {
        var late = _open.Where(q => !q.Value.IsGivenUp && now - q.Value.Since >= options.Timeout).Select(q => q.Key).ToList();
        late.ForEach(name => _open[name] = _open[name] with { IsGivenUp = true, IsDoubtful = true });
        return late;
    }

    private bool TryAsk(LookupThreads threads, string name, TimeSpan now)
    {
        if (_open.ContainsKey(name))
        {
            return true;
        }

        if (!threads.TryAsk(name))
        {
            return false;
        }

        _open[name] = new Question(now, names[name].Failures > 0);
        _asked[name] = now;
        return true;
    }

    /// <summary>Names that fail never take the last thread: it is for those that resolve.</summary>
    private bool IsAllowed(string name) => names[name].Failures == 0 || _open.Values.Count(q => q.IsDoubtful) < LookupThreads.Count - 1;

    private readonly record struct Question(TimeSpan Since, bool IsDoubtful, bool IsGivenUp = false);
}
