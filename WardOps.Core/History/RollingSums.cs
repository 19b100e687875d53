using WardOps.Core.Probing;

namespace WardOps.Core.History;

/// <summary>Up and known rounds of every device in five-minute steps over the last 24 hours, kept in memory and rebuilt from history at start.</summary>
public sealed class RollingSums
{
    /// <summary>How much of the last 24 hours has been read back, 0 to 1; 1 when nothing is left to read.</summary>
    public double RebuiltShare => 1;

    public void Add(Round round) => throw new NotImplementedException();

    /// <summary>All devices together, or those of one region.</summary>
    public Uptime Fleet(string? region) => throw new NotImplementedException();

    /// <summary>One device over the last 24 hours.</summary>
    public Uptime Of(Guid deviceId) => throw new NotImplementedException();

    /// <summary>Devices with the most down time over the last 24 hours, most first; those without any are left out.</summary>
    public IReadOnlyList<DeviceDowntime> Top(int count, string? region) => throw new NotImplementedException();
}
