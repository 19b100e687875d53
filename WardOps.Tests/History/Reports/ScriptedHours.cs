using WardOps.Core.History.Reports;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Reports;

/// <summary>A memory of whole hours that answers with the truth, or has let go what it knew.</summary>
internal sealed class ScriptedHours(Func<DateTimeOffset, bool> knows, IReadOnlyList<Guid> devices, Func<Guid, DateTimeOffset, int> truth) : IKnownHours
{
    public bool HasLetGo { get; set; }

    public int Asked { get; private set; }

    public bool Knows(DateTimeOffset hour) => knows(hour);

    public IReadOnlyList<StepSum>? Sums(DateTimeOffset from, DateTimeOffset to)
    {
        Asked++;
        return HasLetGo ? null : [.. devices.Select(Of)];

        StepSum Of(Guid device)
        {
            var (up, known) = (0, 0);
            for (var at = from; at < to; at += Rounds.Interval)
            {
                var value = truth(device, at);
                up += value > 0 ? 1 : 0;
                known += value < 0 ? 0 : 1;
            }

            return new StepSum(device, from, 10 * up, 10 * known);   // rounds of 10 s
        }
    }
}
