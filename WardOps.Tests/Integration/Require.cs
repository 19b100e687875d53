using WardOps.Core.Probing.Linux;

namespace WardOps.Tests.Integration;

/// <summary>What an integration test needs of its machine. Where that is missing the test is skipped; on CI it fails.</summary>
internal static class Require
{
    public static void IcmpSocket()
    {
        if (!OperatingSystem.IsLinux())
        {
            Missing("WardOps pings on Linux only.");
            return;
        }

        using var transport = LinuxEchoTransport.Open(1024 * 1024, TimeProvider.System);
        if (!transport.State.CanSend)
        {
            Missing($"{transport.State.Problem} {string.Join(" | ", transport.State.Fixes)}");
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
}
