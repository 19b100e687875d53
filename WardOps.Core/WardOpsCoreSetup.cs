using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Alerts;
using WardOps.Core.Devices;
using WardOps.Core.Diagnostics;
using WardOps.Core.Flow;
using WardOps.Core.History;
using WardOps.Core.Live;
using WardOps.Core.Maintenance;
using WardOps.Core.Notifications;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Core.Storage;

namespace WardOps.Core;

public static class WardOpsCoreSetup
{
    /// <summary>
    /// Everything without a browser. Hosted services start in this order and stop in the reverse one, so the echo loop ends
    /// first, then the pump has read its last tick, then state and history are written out, and the stores close last. Status comes
    /// and Maintenance come before Devices, so that what was true is known before the first device is, and who is being worked on.
    /// </summary>
    public static IServiceCollection AddWardOpsCore(this IServiceCollection services, IConfiguration configuration) => services
        .AddDiagnostics()
        .AddStorage(configuration)
        .AddHistory(configuration)
        .AddStatus(configuration)
        .AddAlerts(configuration)
        .AddMaintenance()
        .AddDevices(configuration)
        .AddNotifications(configuration)
        .AddLive()
        .AddFlow()
        .AddProbing(configuration);
}
