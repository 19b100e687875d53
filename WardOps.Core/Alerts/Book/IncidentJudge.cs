using WardOps.Core.Alerts.Rules;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>Keeps the incidents: the alerts of branches. Looks only when something may have changed.</summary>
internal sealed class IncidentJudge(AlertRegister register, IConditions conditions, AlertOptions options, VerdictTimes times)
{
    private readonly HashSet<Guid> _held = [];
    private readonly Dictionary<Guid, Guid> _released = [];
    private BranchIndex? _branches;
    private long _catalog = -1;
    private long _stamp = -1;
    private bool _isWaiting;

    /// <summary>Whether an incident speaks for this device, or is about to.</summary>
    public bool Speaks(Guid device) => _held.Count > 0 && _held.Contains(device);

    /// <summary>The incident whose end has just told that this device is still down; null if none has.</summary>
    public Guid? ToldBy(Guid device) => _released.Count > 0 && _released.TryGetValue(device, out var incident) ? incident : null;

    public void Judge(Verdict verdict, AlertStep step)
    {
        _released.Clear();
        var board = verdict.Board;
        if (!_isWaiting && verdict.Closed is null && verdict.Changed.Count == 0 && board.Catalog.Version == _catalog && register.Stamp == _stamp)
        {
            return;
        }

        if (board.Catalog.Version != _catalog || _branches is null)
        {
            (_branches, _catalog) = (new BranchIndex(board.Catalog), board.Catalog.Version);
        }

        _held.Clear();
        _isWaiting = false;
        var views = BranchView.Of(board);
        foreach (var incident in register.All.Where(a => a.Kind == AlertKind.Branch).ToList())
        {
            Follow(incident, views.GetValueOrDefault(incident.Subject.Id), board, step);
        }

        foreach (var (branch, view) in views)
        {
            if (register.Find(new AlertKey(AlertSubject.Branch(branch), AlertKind.Branch)) is null
                && IncidentRules.Draft(view, _branches[branch], options) is { } draft && RuleFor(draft, step.At) is { } rule)
            {
                Propose(branch, draft, rule, step);
            }
        }

        _stamp = register.Stamp;
    }

    private void Follow(Alert incident, BranchView? view, Board board, AlertStep step)
    {
        var members = IncidentRules.Follow(incident, view, board, options);
        var next = Named(members == incident.Members ? incident : incident with { Members = members });
        var joined = members.Length - incident.Members.Length;
        if (joined > 0)
        {
            var names = string.Join(", ", members.Skip(incident.Members.Length).Select(m => m.Name));
            next = register.Change(next with { Message = AlertTexts.Incident(incident.Branch, members) }, AlertEventKind.Joined, names, isTold: false, step);
        }

        if (IncidentRules.IsOver(next, board, step.At, options))
        {
            Close(next, board, step);
            return;
        }

        if (joined == 0 && next != incident)
        {
            register.Change(next, step);
        }

        var hasCause = members.Any(m => m.Role == MemberRole.Cause);
        _isWaiting |= !hasCause && members.Any(m => m.BackAt is not null);   // it settles by time alone
        Hold(members.Where(m => m.BackAt is null));
        Merge(next, members.Skip(incident.Members.Length), step);
    }

    /// <summary>A branch may be renamed while it is away.</summary>
    private Alert Named(Alert incident)
        => _branches![incident.Subject.Id] is [var device, ..] && (device.Branch, device.Region) != (incident.Branch, incident.Region)
            ? incident with { Name = device.Branch, Branch = device.Branch, Region = device.Region, Message = AlertTexts.Incident(device.Branch, incident.Members) }
            : incident;

    private void Close(Alert incident, Board board, AlertStep step)
    {
        var own = incident.Members.Where(m => m.Role != MemberRole.DownBefore).ToList();
        var isThere = own.Any(m => board.Catalog.Find(m.DeviceId) is not null);
        var ended = own.Where(m => m.Role == MemberRole.Cause).Max(m => m.BackAt) ?? own.Max(m => m.BackAt);
        var end = isThere ? own.Any(m => board.Find(m.DeviceId) is { Device.Enabled: true }) ? AlertEnd.Recovered : AlertEnd.Disabled : AlertEnd.Deleted;
        register.Close(incident, end, ended, step, end == AlertEnd.Recovered ? AlertTexts.IncidentOver(incident.Branch, incident.Members) : null);
        foreach (var member in own.Where(m => m.BackAt is null))
        {
            _released[member.DeviceId] = incident.Id;
        }
    }

    private void Propose(Guid branch, IncidentDraft draft, AlertRule rule, AlertStep step)
    {
        Hold(draft.Members);
        if (step.At < draft.Since + rule.For)
        {
            _isWaiting = true;
            return;
        }

        var device = draft.First.Device;
        var incident = register.Open(
            new Alert
            {
                Id = Guid.CreateVersion7(step.At),
                Subject = AlertSubject.Branch(branch),
                Kind = AlertKind.Branch,
                Severity = rule.Severity,
                Name = device.Branch,
                Branch = device.Branch,
                Region = device.Region,
                RuleId = rule.Id,
                RuleName = rule.Name,
                Message = AlertTexts.Incident(device.Branch, draft.Members),
                Value = Math.Round(draft.Share, 1),
                Since = draft.Since,
                VerdictAt = times.Of(device, step.At),
                OpenedAt = step.At,
                Members = draft.Members,
            },
            isTold: true,
            step);
        Merge(incident, draft.Members, step);
    }

    /// <summary>Alerts that devices opened before it was known to be one incident.</summary>
    private void Merge(Alert incident, IEnumerable<AlertMember> members, AlertStep step)
    {
        foreach (var member in members.Where(m => m.Role != MemberRole.DownBefore))
        {
            if (register.Find(new AlertKey(AlertSubject.Device(member.DeviceId), AlertKind.Down)) is { } own)
            {
                register.Close(own with { IncidentId = incident.Id }, AlertEnd.Merged, null, step, $"Part of: {incident.Message}");
            }
        }
    }

    private void Hold(IEnumerable<AlertMember> members) => _held.UnionWith(members.Where(m => m.Role != MemberRole.DownBefore).Select(m => m.DeviceId));

    /// <summary>The worst rule that takes it for one incident now.</summary>
    private AlertRule? RuleFor(IncidentDraft draft, DateTimeOffset now) => conditions.BranchRules
        .Where(r => r.Scope.Matches(draft.First.Device) && (draft.HasCause || draft.Share >= (r.Threshold ?? 100)) && conditions.IsOn(r, now))
        .OrderByDescending(r => r.Severity).ThenBy(r => r.For)
        .FirstOrDefault();
}
