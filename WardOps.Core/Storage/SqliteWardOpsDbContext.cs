using Microsoft.EntityFrameworkCore;

namespace WardOps.Core.Storage;

/// <summary>The device store in a SQLite file. SQLite knows no times: they are stored as microseconds since the Unix epoch, as fine as PostgreSQL's.</summary>
public sealed class SqliteWardOpsDbContext(DbContextOptions<SqliteWardOpsDbContext> options) : WardOpsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
        => configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();
}
