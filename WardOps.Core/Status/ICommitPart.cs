using System.Data.Common;

namespace WardOps.Core.Status;

/// <summary>Rows of another room that follow from what the board has judged, and are written in the same transaction: the alert of an outage is never there without the outage, nor the outage without it.</summary>
public interface ICommitPart
{
    /// <summary>This part and a newer one that came while it waited. Bounded by whoever makes it.</summary>
    ICommitPart With(ICommitPart newer);

    /// <summary>Writes it. May be called again with the same rows after a failure of which nobody knows whether it came before or after the commit.</summary>
    Task WriteAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation);

    /// <summary>It is stored.</summary>
    void Committed();
}
