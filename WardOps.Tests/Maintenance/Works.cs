using System.Globalization;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;

namespace WardOps.Tests.Maintenance;

/// <summary>Maintenance windows for tests, in few words.</summary>
internal static class Works
{
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static OneOffPlan Once(string from, string to) => new(At(from), At(to));

    /// <summary>Every night from a time on the wall on, without end.</summary>
    public static RecurringPlan Nightly(string zone, string start, double hours, string first = "2020-01-01")
        => new(Recurrence.Daily, TimeOnly.Parse(start, CultureInfo.InvariantCulture), TimeSpan.FromHours(hours), zone, DateOnly.Parse(first, CultureInfo.InvariantCulture), null);

    public static MaintenanceDraft Draft(WindowPlan plan, DeviceScope? scope = null) => new("Works", "", scope ?? DeviceScope.All, plan);

    public static MaintenanceWindow Of(WindowPlan plan, DeviceScope? scope = null, string inForce = "2020-01-01T00:00:00Z") => new()
    {
        Id = Guid.CreateVersion7(At(inForce)),
        Name = "Works",
        Scope = scope ?? DeviceScope.All,
        Plan = plan,
        CreatedBy = "nino",
        CreatedAt = At(inForce),
        InForceFrom = At(inForce),
    };

    public static MaintenanceWindows Holding(params MaintenanceWindow[] windows)
    {
        var holder = new MaintenanceWindows();
        holder.Swap(MaintenanceSet.Of(windows));
        return holder;
    }
}
