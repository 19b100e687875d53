using Microsoft.Extensions.Logging;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Has the default gateways read again from time to time, by a timer: they change without any edit of the devices, and at a start there may be none yet.</summary>
internal sealed class GatewayWatch : IDisposable
{
    /// <summary>How old a reading may become.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly ProbeOrders _orders;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    public GatewayWatch(ProbeOrders orders, TimeProvider time, ILogger logger)
    {
        _orders = orders;
        _logger = logger;
        _timer = time.CreateTimer(_ => Read(), null, Every, Every);
    }

    public void Dispose() => _timer.Dispose();

    private void Read()
    {
        try
        {
            _orders.ReadGateways();
        }
        catch (Exception ex) when (ex is not OutOfMemoryException)
        {
            _logger.GatewaysUnread(ex);   // an exception in a timer would end the process; what was read before stands
        }
    }
}
