namespace WardOps.Core.Alerts;

/// <summary>A device of an incident.</summary>
/// <param name="DeviceId">Which.</param>
/// <param name="Name">Its name when it joined.</param>
/// <param name="Role">What it is in the incident.</param>
/// <param name="Since">Its own first lost echo.</param>
/// <param name="BackAt">When it answered again; null while it has not, also after the end of the incident.</param>
public sealed record AlertMember(Guid DeviceId, string Name, MemberRole Role, DateTimeOffset Since, DateTimeOffset? BackAt);
