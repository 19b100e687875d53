using System.Data.Common;

namespace WardOps.Core.Alerts.Storage;

/// <summary>Writes alerts and their timelines by hand-written SQL, within a transaction of somebody else.</summary>
internal interface IAlertWriter
{
    /// <summary>An older version never replaces a newer one, a line that is there stays as it is, and of one identity one row is left open: the one given.</summary>
    Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Alert> alerts, IReadOnlyCollection<AlertEvent> events, CancellationToken cancellation);
}
