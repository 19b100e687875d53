using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace WardOps.Core.Storage;

/// <summary>For <c>dotnet ef migrations add</c>; it never opens a file.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteWardOpsDbContext>
{
    public SqliteWardOpsDbContext CreateDbContext(string[] args)
        => new(StoreProvider.Sqlite("design.db").Configure(new DbContextOptionsBuilder<SqliteWardOpsDbContext>()).Options);
}
