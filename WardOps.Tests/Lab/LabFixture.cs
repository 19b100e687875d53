using System.Net.Sockets;
using System.Runtime.Versioning;
using WardOps.Lab;
using WardOps.Tests.Integration;

namespace WardOps.Tests.Lab;

/// <summary>One lab for all tests of a class. Where none can be made, each test says why.</summary>
[SupportedOSPlatform("linux")]
public sealed class LabFixture : IDisposable
{
    private readonly Lazy<FaultLab> _lab = new(() => FaultLab.CreateForProcess("test"));

    internal FaultLab Lab
    {
        get
        {
            Demand();
            return _lab.Value;
        }
    }

    internal static void Demand()
    {
        Require.Linux();
        if (FaultLab.WhyNot() is { } problem)
        {
            Require.Missing(problem);
        }
    }

    internal LabPinger Pinger(AddressFamily family) => new(Lab, family);

    public void Dispose()
    {
        if (_lab.IsValueCreated)
        {
            _lab.Value.Dispose();
        }
    }
}
