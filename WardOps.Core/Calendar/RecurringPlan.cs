namespace WardOps.Core.Calendar;

/// <summary>
/// Again and again, by the clock on the wall of a zone. Beginning and end are times on the wall: "22:00 for 8 hours" is from 22:00 to 06:00 in every night, which
/// is 7 hours long in the night in which the clock goes forward and 9 in the one in which it goes back. A beginning that the clock skips is the first instant after the
/// gap, one that it shows twice is the first of the two; so are ends. One whose time is skipped as a whole takes place right after the gap, as long as it was meant to be.
/// </summary>
/// <param name="Days">On which days it begins.</param>
/// <param name="Start">Time on the wall at which it begins.</param>
/// <param name="Length">From the beginning to the end, as the hands of the clock go.</param>
/// <param name="Zone">IANA name of the zone. One that is not known here counts as UTC.</param>
/// <param name="FirstDay">The first day on which it may begin.</param>
/// <param name="LastDay">The last one; null for one without end.</param>
public sealed record RecurringPlan(Recurrence Days, TimeOnly Start, TimeSpan Length, string Zone, DateOnly FirstDay, DateOnly? LastDay) : WindowPlan
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Of a weekly or a monthly one; a daily one has a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public override IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
        {
            yield break;
        }

        var zone = Zones.FindOrUtc(Zone);
        var begin = Day(from, -(Length + TimeSpan.FromDays(2)));   // where a gap delays it, an earlier one still takes place
        var end = Day(to, TimeSpan.FromDays(1));
        var first = begin > FirstDay ? begin : FirstDay;
        var last = LastDay is { } own && own < end ? own : end;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (Days.FallsOn(day) && On(day, zone) is var occurrence && occurrence.To > from)
            {
                if (occurrence.From >= to)
                {
                    yield break;
                }

                yield return occurrence;
            }
        }

        DateOnly Day(DateTimeOffset at, TimeSpan beside)
        {
            var lowest = new DateTimeOffset(FirstYear - 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var highest = new DateTimeOffset(LastYear + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var clamped = at < lowest ? lowest : at > highest ? highest : at;
            return DateOnly.FromDateTime(LocalTimes.Of(clamped + beside, zone));
        }
    }

    public override IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (Zones.Fault(Zone) is { } zone)
        {
            faults.Add(zone);
        }

        if (Days.Fault() is { } days)
        {
            faults.Add(days);
        }

        var most = Days.Kind == RecurrenceKind.Daily ? TimeSpan.FromDays(1) : Longest;
        if (Length < Shortest || Length > most)
        {
            faults.Add($"It must last from a minute to {(most == Longest ? "7 days" : "24 hours")}.");
        }

        if (FirstDay.Year is < FirstYear or > LastYear || LastDay?.Year is < FirstYear or > LastYear)
        {
            faults.Add($"Its days must lie between the years {FirstYear} and {LastYear}.");
        }
        else if (LastDay < FirstDay)
        {
            faults.Add("Its last day is before its first one.");
        }
        else if (faults.Count == 0 && LastDay is { } last && !AnyDay(last))
        {
            faults.Add("No day from the first to the last one is one of its days, so it never takes place.");
        }

        return faults;
    }

    protected override DateTimeOffset Earliest(DateTimeOffset after)
        => LocalTimes.InstantOf(FirstDay.ToDateTime(default), Zones.FindOrUtc(Zone)) is var first && first > after ? first : after;

    private Occurrence On(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(Start);
        var (from, to) = (LocalTimes.InstantOf(local, zone), LocalTimes.InstantOf(local + Length, zone));
        return new Occurrence(from, to > from ? to : from + Length);
    }

    private bool AnyDay(DateOnly last)
    {
        var end = last < FirstDay.AddDays(62) ? last : FirstDay.AddDays(62);
        for (var day = FirstDay; day <= end; day = day.AddDays(1))
        {
            if (Days.FallsOn(day))
            {
                return true;
            }
        }

        return false;
    }
}
