using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Maintenance.Storage;

/// <summary>From rows to windows and back.</summary>
internal static class MaintenanceColumns
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // people read these columns, and they are never part of a page
    };

    /// <exception cref="JsonException">What is in the row cannot be read; the message says why.</exception>
    public static MaintenanceWindow Window(MaintenanceWindowRow row)
    {
        List<string> faults = [];
        var plan = JsonSerializer.Deserialize<PlanJson>(row.Plan, s_json)?.Read(faults);
        var values = JsonSerializer.Deserialize<string?[]>(row.ScopeValues, s_json);
        return plan is null || values is null
            ? throw new JsonException(string.Join(' ', faults))
            : new MaintenanceWindow
            {
                Id = row.Id,
                Name = row.Name,
                Reason = row.Reason,
                Scope = new DeviceScope(row.ScopeKind, [.. values.OfType<string>()]),
                Plan = plan,
                Enabled = row.Enabled,
                CreatedBy = row.CreatedBy,
                CreatedAt = row.CreatedAt,
                InForceFrom = row.InForceFrom,
                EndedAt = row.EndedAt,
                EndedBy = row.EndedBy,
                Version = row.Version,
            };
    }

    public static MaintenanceWindowRow Row(MaintenanceWindow window) => Fill(
        new MaintenanceWindowRow { Id = window.Id, Name = "", Reason = "", ScopeValues = "", Plan = "", CreatedBy = window.CreatedBy, CreatedAt = window.CreatedAt }, window);

    /// <summary>Writes what can change.</summary>
    public static MaintenanceWindowRow Fill(MaintenanceWindowRow row, MaintenanceWindow window)
    {
        var values = window.Scope.Values.IsDefault ? ImmutableArray<string>.Empty : window.Scope.Values;
        row.Name = window.Name;
        row.Reason = window.Reason;
        row.ScopeKind = window.Scope.Kind;
        row.ScopeValues = JsonSerializer.Serialize(values, s_json);
        row.Plan = JsonSerializer.Serialize(PlanJson.Of(window.Plan), s_json);
        row.Enabled = window.Enabled;
        row.InForceFrom = window.InForceFrom;
        row.EndedAt = window.EndedAt;
        row.EndedBy = window.EndedBy;
        row.Version = window.Version;
        return row;
    }
}
