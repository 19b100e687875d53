using WardOps.Core.Devices;
using WardOps.Core.Devices.Names;

namespace WardOps.Core.Probing;

/// <summary>
/// Has the name of a device that does not answer asked for at once: it may have moved, and then its confirmations go to where it is
/// now. Only until it is held to be Down: from then on the regular questions do. For the pump's thread.
/// </summary>
public sealed class SuspectNames(NameResolver resolver, ProbePolicy policy)
{
    // Devices that are removed while they are silent stay in here; more than a fleet has can only be those.
    private const int Most = 200_000;

    private readonly Dictionary<Guid, int> _lost = [];

    public void Read(ProbeTick tick)
    {
        foreach (ref readonly var outcome in tick.Outcomes)
        {
            if (outcome.Device.HostName is not { } name)
            {
                continue;
            }

            if (outcome.Result == EchoResult.Answered)
            {
                _lost.Remove(outcome.Device.Id);
            }
            else if (outcome is { Result: EchoResult.Lost, IsDoubted: false } && tick.IsBelieved(in outcome) && Count(outcome.Device.Id) <= policy.Of(outcome.Device).DownAfter)
            {
                resolver.AskSoon(name);
            }
        }
    }

    private int Count(Guid id)
    {
        if (_lost.Count >= Most)
        {
            _lost.Clear();
        }

        return _lost[id] = _lost.GetValueOrDefault(id) + 1;
    }
}
