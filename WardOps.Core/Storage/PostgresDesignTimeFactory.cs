using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace WardOps.Core.Storage;

/// <summary>For <c>dotnet ef migrations add</c>; it never connects.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresWardOpsDbContext>
{
    public PostgresWardOpsDbContext CreateDbContext(string[] args)
        => new(StoreProvider.Postgres("Host=localhost;Database=design").Configure(new DbContextOptionsBuilder<PostgresWardOpsDbContext>()).Options);
}
