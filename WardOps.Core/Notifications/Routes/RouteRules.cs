using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Notifications.Routes;

/// <summary>What is wrong with a route, all at once and in words. Pure.</summary>
internal static class RouteRules
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);
    private static readonly TimeSpan s_leastReminder = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_leastPatience = TimeSpan.FromMinutes(1);

    public static List<string> Faults(NotificationRoute route, IReadOnlySet<Guid> channels)
    {
        var faults = new List<string>();
        Demand(!string.IsNullOrWhiteSpace(route.Name) && route.Name.Trim().Length <= 100, "The name must have 1 to 100 characters.");
        Demand(channels.Contains(route.ChannelId), "Choose a channel that exists.");
        Demand(Enum.IsDefined(route.MinSeverity), "There is no such severity.");
        Demand(route.Kinds.IsDefault || route.Kinds.All(Enum.IsDefined), "There is no such kind of alert.");
        Demand(Enum.IsDefined(route.Grouping), "There is no such grouping.");
        Demand(route.GroupWait >= TimeSpan.Zero && route.GroupWait <= s_longestWait, "A message may wait 0 to 10 minutes for others.");
        Demand(route.GroupInterval >= TimeSpan.Zero && route.GroupInterval <= s_day, "Between two messages of a group there may be 0 to 24 hours.");
        Demand(route.RateLimit is >= 1 and <= 1000, "There may be 1 to 1000 messages in 10 minutes.");
        Demand(route.RemindEvery is not { } every || (every >= s_leastReminder && every <= s_month), "Reminders come every 5 minutes at the most, and once in 31 days at the least.");
        Demand(route.EscalateAfter is not { } after || (after >= s_leastPatience && after <= s_month), "An escalation comes after 1 minute at the earliest, and after 31 days at the latest.");
        Demand(route.EscalateAfter is null == route.EscalateTo is null, "An escalation needs both: after how long, and over which channel.");
        Demand(route.EscalateTo is not { } to || channels.Contains(to), "Choose a channel that exists for the escalation.");
        Demand(route.EscalateTo is null || route.EscalateTo != route.ChannelId, "Escalate over another channel: this one has told it already.");
        Scope(route.Scope);
        Hours(route.Schedule);
        return faults;

        void Demand(bool isRight, string fault)
        {
            if (!isRight)
            {
                faults.Add(fault);
            }
        }

        void Scope(DeviceScope? scope)
        {
            if (scope is null || !Enum.IsDefined(scope.Kind))
            {
                faults.Add("Say for which devices it is.");
                return;
            }

            Demand(scope.Kind == ScopeKind.All || !scope.Values.IsDefaultOrEmpty, "Name at least one device, branch, region, type or tag.");
            Demand(scope.Values.IsDefault || scope.Values.Length <= 1000, "Name at most 1000 devices, branches, regions, types or tags.");
            Demand(scope.Kind is not (ScopeKind.Branch or ScopeKind.Device) || scope.Values.IsDefault || scope.Values.All(v => Guid.TryParse(v, out _)), "Branches and devices are given by their ids.");
        }

        void Hours(WeeklySchedule? schedule)
        {
            if (schedule is null)
            {
                faults.Add("Say when it tells.");
                return;
            }

            faults.AddRange(schedule.Faults());
        }
    }
}
