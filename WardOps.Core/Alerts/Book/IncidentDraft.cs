using System.Collections.Immutable;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>What would be one incident.</summary>
/// <param name="First">The device by which the branch and the rule are known: the cause, else the first that fell silent.</param>
/// <param name="Members">Its devices, the cause first.</param>
/// <param name="Since">First lost echo of it.</param>
/// <param name="Share">Percent of the branch that fell silent together; 100 behind a router.</param>
internal sealed record IncidentDraft(DeviceState First, ImmutableArray<AlertMember> Members, DateTimeOffset Since, double Share)
{
    public bool HasCause => Members[0].Role == MemberRole.Cause;
}
