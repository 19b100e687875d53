using Microsoft.EntityFrameworkCore;
using WardOps.Core.Storage;

namespace WardOps.Tests.Components;

/// <summary>A store that does not answer.</summary>
internal sealed class NoContexts : IDbContextFactory<WardOpsDbContext>
{
    public WardOpsDbContext CreateDbContext() => throw new TimeoutException("The store is away.");
}
