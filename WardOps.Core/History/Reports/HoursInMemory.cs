using WardOps.Core.Devices;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Reports;

/// <summary>The hours of the rolling sums: up to thirty days, as far as they were read back or lived through.</summary>
internal sealed class HoursInMemory(RollingSums sums, DeviceCatalog catalog) : IKnownHours
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    public bool Knows(DateTimeOffset hour) => sums.Hours.Holds(hour, hour + s_hour);

    public IReadOnlyList<StepSum>? Sums(DateTimeOffset from, DateTimeOffset to)
    {
        var all = new List<StepSum>();
        foreach (var device in catalog.Current.Devices)
        {
            if (sums.SumOf(device.Id, from, to) is not { } sum)
            {
                return null;
            }

            if (sum.KnownRounds > 0)
            {
                all.Add(sum);
            }
        }

        return all;
    }
}
