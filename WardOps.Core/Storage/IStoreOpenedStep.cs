namespace WardOps.Core.Storage;

/// <summary>Something that waits for the device store: loading the catalog, restoring states. Steps run in order of registration, each time the store has opened.</summary>
public interface IStoreOpenedStep
{
    Task RunAsync(CancellationToken cancellation);
}
