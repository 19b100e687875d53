using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using WardOps.Core.Alerts;

namespace WardOps.Core.Notifications.Messages;

/// <summary>Reads the devices of an incident, however their names are written (DeviceId, deviceId, device_id). What cannot be read is no reason not to tell of the incident.</summary>
internal static class MemberList
{
    public static ImmutableArray<AlertMember> Read(string? json)
    {
        try
        {
            return json is null || JsonNode.Parse(json) is not JsonArray array ? [] : [.. array.OfType<JsonObject>().Select(Member).OfType<AlertMember>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static AlertMember? Member(JsonObject item)
    {
        var fields = item.ToDictionary(f => f.Key.Replace("_", "", StringComparison.Ordinal), f => f.Value, StringComparer.OrdinalIgnoreCase);
        return Guid.TryParse(Text("DeviceId"), out var id)
            ? new AlertMember(id, Text("Name") ?? "", Enum.TryParse<MemberRole>(Text("Role")?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var role) ? role : MemberRole.Away, Time("Since") ?? default, Time("BackAt"))
            : null;

        string? Text(string name) => fields.GetValueOrDefault(name)?.ToString();

        DateTimeOffset? Time(string name) => DateTimeOffset.TryParse(Text(name), System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
