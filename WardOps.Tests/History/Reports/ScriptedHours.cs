using WardOps.Core.History.Reports;

namespace WardOps.Tests.History.Reports;

/// <summary>A memory of whole hours that answers with the truth, or has let go what it knew.</summary>
internal sealed class ScriptedHours(Func<DateTimeOffset, bool> knows, IReadOnlyList<Guid> devices, Func<Guid, DateTimeOffset, int> truth) : IKnownHours
{
    public bool HasLetGo { get; set; }

    public int Asked { get; private set; }

    public bool Knows(DateTimeOffset hour) => knows(hour);

    public IReadOnlyList<DeviceTime>? Sums(DateTimeOffset from, DateTimeOffset to)
    {
        Asked++;
        return HasLetGo ? null : [.. devices.Select(Of)];

        DeviceTime Of(Guid device)
        {
            var (up, known) = (0.0, 0.0);
            for (var at = from; at < to; at += Rounds.Interval)
            {
                var value = truth(device, at);
                up += value > 0 ? 10 : 0;
                known += value < 0 ? 0 : 10;
            }

            return new DeviceTime(device, up, known);
        }
    }
}
