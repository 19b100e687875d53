using System.Collections.Immutable;
using WardOps.Core.Devices;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>When the devices of a branch are one incident, and when it is over. Pure.</summary>
internal static class IncidentRules
{
    /// <summary>What would be one incident of a branch; null if its problems are not one.</summary>
    /// <param name="view">What is wrong in it.</param>
    /// <param name="devices">Its enabled devices.</param>
    /// <param name="options">What is taken for one.</param>
    public static IncidentDraft? Draft(BranchView view, IReadOnlyList<WatchedDevice> devices, AlertOptions options)
        => ByRouter(view) ?? ByShare(view, devices, options);

    /// <summary>Its router is down: it, and all that are away because of it.</summary>
    private static IncidentDraft? ByRouter(BranchView view)
    {
        var behind = view.Behind.Where(b => IsCounted(b.Cause)).ToList();
        if (behind.Count == 0)
        {
            return null;
        }

        var causes = behind.Select(b => b.Cause).Distinct().OrderBy(c => c.DownSince).ThenBy(c => c.Device.Id).ToList();
        var since = causes[0].DownSince ?? causes[0].Since ?? default;
        return new IncidentDraft(
            causes[0],
            [
                .. causes.Select(c => Member(c, MemberRole.Cause)),
                .. behind.Select(b => b.Away).Distinct().OrderBy(s => s.Device.Name, StringComparer.Ordinal).Select(s => Member(s, MemberRole.Away)),
                .. view.Down.Except(causes).OrderBy(s => s.Device.Name, StringComparer.Ordinal).Select(s => Member(s, MemberRole.DownBefore)),
            ],
            since,
            100);
    }

    /// <summary>Many of it fell silent together, without a router that explains it. Those that were down long before are no part of it, and do not count as part of the branch either.</summary>
    private static IncidentDraft? ByShare(BranchView view, IReadOnlyList<WatchedDevice> devices, AlertOptions options)
    {
        var down = view.Down.Where(IsCounted).ToList();
        if (down.Count < options.LeastTogether)
        {
            return null;
        }

        var newest = down.Max(s => s.DownSince) ?? default;
        var together = down.Where(s => s.DownSince >= newest - options.TogetherWithin).ToList();
        var before = view.Down.Where(s => s.DownSince < newest - options.TogetherWithin).ToList();
        var alive = devices.Count - before.Count;
        if (together.Count < options.LeastTogether || alive <= 0)
        {
            return null;
        }

        var ordered = together.OrderBy(s => s.DownSince).ThenBy(s => s.Device.Id).ToList();
        return new IncidentDraft(
            ordered[0],
            [
                .. ordered.OrderBy(s => s.Device.Name, StringComparer.Ordinal).Select(s => Member(s, MemberRole.Away)),
                .. before.OrderBy(s => s.Device.Name, StringComparer.Ordinal).Select(s => Member(s, MemberRole.DownBefore)),
            ],
            ordered[0].DownSince ?? default,
            100.0 * together.Count / alive);
    }

    /// <summary>The members of an open incident as they are now, with those that have joined it.</summary>
    public static ImmutableArray<AlertMember> Follow(Alert incident, BranchView? view, Board board, AlertOptions options)
    {
        var known = incident.Members.ToDictionary(m => m.DeviceId);
        var hasCause = incident.Members.Any(m => m.Role == MemberRole.Cause);
        var newest = incident.Members.Where(m => m.Role != MemberRole.DownBefore).Max(m => m.Since);
        var joining = view is null ? [] : hasCause
            ? view.Behind.Where(b => IsCounted(b.Cause) && !IsOther(known, b.Cause)).SelectMany(b => new[] { b.Cause, b.Away })
            : view.Down.Where(s => IsCounted(s) && s.DownSince <= newest + options.TogetherWithin && s.DownSince >= incident.Since);
        var causes = view?.Behind.Select(b => b.Cause.Device.Id).ToHashSet() ?? [];
        var joined = joining.Where(s => !known.ContainsKey(s.Device.Id)).Distinct()
            .Select(s => Member(s, causes.Contains(s.Device.Id) ? MemberRole.Cause : MemberRole.Away));
        return Same(incident.Members, [.. incident.Members.Select(m => Now(m, board)), .. joined]);
    }

    /// <summary>Whether an incident is over: whatever caused it is back, and each of its devices has been judged by itself.</summary>
    public static bool IsOver(Alert incident, Board board, DateTimeOffset now, AlertOptions options)
    {
        var own = incident.Members.Where(m => m.Role != MemberRole.DownBefore).ToList();
        var waiting = own.Where(m => m.BackAt is null && board.Find(m.DeviceId) is { Device.Enabled: true }).ToList();
        if (waiting.Any(m => m.Role == MemberRole.Cause) || waiting.Any(m => board.Find(m.DeviceId)!.Status is DeviceStatus.Unreachable or DeviceStatus.Unknown))
        {
            return false;
        }

        if (waiting.Count == 0 || own.Any(m => m.Role == MemberRole.Cause))
        {
            return true;
        }

        // Without a router that says so, the branch is back when most of it is, and nobody else has come back for a while.
        var last = own.Max(m => m.BackAt);
        return 2 * waiting.Count < own.Count && last is { } at && now >= at + options.SettleFor;
    }

    private static AlertMember Now(AlertMember member, Board board) => board.Find(member.DeviceId) switch
    {
        { Status: DeviceStatus.Up } up => member.BackAt is null ? member with { BackAt = up.Since ?? board.AsOf } : member,
        { Status: DeviceStatus.Down or DeviceStatus.Unreachable } when member.BackAt is not null => member with { BackAt = null },
        _ => member,
    };

    /// <summary>A cause that is listed already as one that was down before keeps that role; it is not joined a second time.</summary>
    private static bool IsOther(Dictionary<Guid, AlertMember> known, DeviceState cause)
        => known.TryGetValue(cause.Device.Id, out var member) && member.Role == MemberRole.DownBefore;

    private static ImmutableArray<AlertMember> Same(ImmutableArray<AlertMember> was, ImmutableArray<AlertMember> now) => was.AsSpan().SequenceEqual(now.AsSpan()) ? was : now;

    /// <summary>What is worked on, or goes up and down, makes no incident.</summary>
    private static bool IsCounted(DeviceState state) => (state.Flags & (DeviceFlags.Maintenance | DeviceFlags.Flapping)) == 0;

    private static AlertMember Member(DeviceState state, MemberRole role)
        => new(state.Device.Id, state.Device.Name, role, state.DownSince ?? state.Since ?? default, null);
}
