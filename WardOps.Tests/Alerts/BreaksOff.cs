using System.Data.Common;
using WardOps.Core.Status;

namespace WardOps.Tests.Alerts;

/// <summary>Writes all of another part, and then the connection is gone.</summary>
internal sealed class BreaksOff(ICommitPart part) : ICommitPart
{
    public ICommitPart With(ICommitPart newer) => this;

    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        await part.WriteAsync(connection, transaction, cancellation);
        throw new TimeoutException("The connection is gone.");
    }

    public void Committed() => throw new InvalidOperationException("It was not stored.");
}
