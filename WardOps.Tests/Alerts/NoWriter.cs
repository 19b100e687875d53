using System.Data.Common;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;

namespace WardOps.Tests.Alerts;

/// <summary>For tests of what the book decides: whoever writes by it has made a mistake.</summary>
internal sealed class NoWriter : IAlertWriter
{
    public Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Alert> alerts, IReadOnlyCollection<AlertEvent> events, CancellationToken cancellation)
        => throw new InvalidOperationException("There is no store in this test.");
}
