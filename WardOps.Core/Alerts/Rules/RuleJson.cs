using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Alerts.Rules;

/// <summary>Scope and schedule of a rule as JSON, as they are stored. Strict: what is not understood whole is not understood at all. Pure.</summary>
public static class RuleJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static string Of(DeviceScope scope) => JsonSerializer.Serialize(new ScopeText(scope.Kind, [.. scope.Values]), s_options);

    public static string Of(WeeklySchedule schedule)
        => JsonSerializer.Serialize(new ScheduleText(schedule.Zone, [.. schedule.IsAlways ? [] : schedule.Hours.Select(h => new HoursText(WeekDayNames.Of(h.Days), h.From, h.To))]), s_options);

    /// <exception cref="JsonException">It is no scope.</exception>
    public static DeviceScope Scope(string json)
    {
        var read = JsonSerializer.Deserialize<ScopeText>(json, s_options) ?? throw new JsonException("The scope is null.");
        return new DeviceScope(read.Kind, [.. read.Values]);
    }

    /// <exception cref="JsonException">It is no schedule.</exception>
    public static WeeklySchedule Schedule(string json)
    {
        var read = JsonSerializer.Deserialize<ScheduleText>(json, s_options) ?? throw new JsonException("The schedule is null.");
        return new WeeklySchedule(read.Zone, [.. read.Hours.Select(h => h is null ? throw new JsonException("An entry of the hours is null.") : new WeekHours(WeekDayNames.Read(h.Days), h.From, h.To))]);
    }

    private sealed record ScopeText(ScopeKind Kind, ImmutableArray<string> Values);

    private sealed record ScheduleText(string Zone, ImmutableArray<HoursText> Hours);

    private sealed record HoursText(ImmutableArray<string> Days, TimeOnly From, TimeOnly To);
}
