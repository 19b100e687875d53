using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>The order in which the outcomes of a tick are booked: that in which their echoes were sent. In which they ended within a quarter of a second is chance, and must decide nothing.</summary>
internal sealed class OutcomeOrder
{
    private long[] _orders = new long[256];
    private int[] _places = new int[256];

    /// <summary>The places of the outcomes, in order. Valid until the next call.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<EchoOutcome> outcomes)
    {
        if (_orders.Length < outcomes.Length)
        {
            _orders = new long[2 * outcomes.Length];
            _places = new int[2 * outcomes.Length];
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            (_orders[i], _places[i]) = (outcomes[i].Order, i);
        }

        _orders.AsSpan(0, outcomes.Length).Sort(_places.AsSpan(0, outcomes.Length));
        return _places.AsSpan(0, outcomes.Length);
    }
}
