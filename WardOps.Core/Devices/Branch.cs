namespace WardOps.Core.Devices;

/// <summary>A branch of the bank: the place where devices stand, in one region.</summary>
public sealed class Branch
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Unique among branches; 1 to 200 characters.</summary>
    public required string Name { get; set; }

    /// <summary>1 to 100 characters.</summary>
    public required string Region { get; set; }
}
