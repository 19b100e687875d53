using Microsoft.EntityFrameworkCore;

namespace WardOps.Core.Storage;

/// <summary>The device store on PostgreSQL.</summary>
public sealed class PostgresWardOpsDbContext(DbContextOptions<PostgresWardOpsDbContext> options) : WardOpsDbContext(options);
