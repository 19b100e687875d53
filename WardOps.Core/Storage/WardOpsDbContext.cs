using Microsoft.EntityFrameworkCore;

namespace WardOps.Core.Storage;

/// <summary>
/// The device store. One model, two providers: each provider has its own derived context and its own migrations. Entities
/// and their mappings stand in the feature folders; this class names none of them.
/// </summary>
public abstract class WardOpsDbContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
        => modelBuilder.ApplyConfigurationsFromAssembly(typeof(WardOpsDbContext).Assembly);
}
