using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace WardOps.Core.Storage;

/// <summary>Sets what must hold on every connection: pooled ones keep the pragmas of whoever used them before.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // FULL: a transition that was acknowledged survives a power cut. There are few of them, so it costs nothing that matters.
    private const string Text = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Text;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
