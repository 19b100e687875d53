using WardOps.Core.Probing;
using WardOps.Core.Probing.Linux;

namespace WardOps.Tests.Integration;

/// <summary>What an integration test needs of its machine. Where that is missing the test is skipped; on CI it fails.</summary>
internal static class Require
{
    public static void Linux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Missing("WardOps pings on Linux only.");
        }
    }

    /// <summary>Any socket that can ping.</summary>
    public static void IcmpSocket()
    {
        var state = Open();
        if (!state.CanSend)
        {
            Missing($"{state.Problem} {string.Join(" | ", state.Fixes)}");
        }
    }

    /// <summary>A raw one: for tests that forge replies.</summary>
    public static void RawSocket()
    {
        if (Open().Mode != EchoTransportMode.Raw)
        {
            Missing("No raw socket is permitted (root or CAP_NET_RAW).");
        }
    }

    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(what);
        }

        Assert.Skip(what);
    }

    private static EchoTransportState Open()
    {
        Linux();
        using var transport = OperatingSystem.IsLinux() ? LinuxEchoTransport.Open(System.Net.Sockets.AddressFamily.InterNetwork, 1024 * 1024, TimeProvider.System) : null;
        return transport!.State;
    }
}
