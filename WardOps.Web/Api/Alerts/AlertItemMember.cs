namespace WardOps.Web.Api.Alerts;

/// <summary>A device of an incident.</summary>
/// <param name="DeviceId">Which.</param>
/// <param name="Name">Its name when it joined.</param>
/// <param name="Role">cause, away, or down_before: that one has an alert of its own.</param>
/// <param name="Since">Its own first lost echo.</param>
/// <param name="BackAt">When it answered again; null while it has not.</param>
internal sealed record AlertItemMember(Guid DeviceId, string Name, string Role, DateTimeOffset Since, DateTimeOffset? BackAt);
