namespace WardOps.Core.Probing;

/// <summary>
/// What may be sent beside the regular echoes: confirmations of the whole fleet together. A cut of half the fleet makes
/// thousands of devices suspect at once; they are confirmed one after another at this rate, and delay nobody else's echoes.
/// </summary>
/// <param name="perSecond">Echoes per second, until <see cref="Set"/> says otherwise.</param>
internal sealed class SendBudget(double perSecond = SendBudget.LeastPerSecond)
{
    /// <summary>Echoes per second that are always allowed: 0.7 Mbit/s on the wire.</summary>
    public const double LeastPerSecond = 1_000;

    // What was not used in time is lost: the budget is a rate, not a purse for a burst.
    private const double KeptSeconds = 0.05;

    private double _perSecond = perSecond;
    private double _left;

    /// <summary>As many as the regular echoes, so that the network never gets more than twice those.</summary>
    public void Set(double regularPerSecond) => _perSecond = Math.Max(LeastPerSecond, regularPerSecond);

    public void Refill(long elapsedNs) => _left = Math.Min(_left + (_perSecond * elapsedNs / 1e9), _perSecond * KeptSeconds);

    public bool TryTake()
    {
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
