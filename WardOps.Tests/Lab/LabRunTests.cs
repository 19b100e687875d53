using System.Diagnostics;
using System.Runtime.Versioning;
using WardOps.Lab;
using WardOps.Tests.Bench;

namespace WardOps.Tests.Lab;

/// <summary>What <c>scripts/lab</c> starts, as a process of its own.</summary>
[SupportedOSPlatform("linux")]
public sealed class LabRunTests
{
    /// <summary>Somebody else takes the lab down, or makes it anew: a simulator that answers nobody must not go on as if it did.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WhoseLabIsTakenAway_EndsAndSaysSo(bool isMadeAnew)
    {
        LabFixture.Demand();
        var name = $"test-run-{Environment.ProcessId}-{(isMadeAnew ? 2 : 1)}";
        var topology = new LabTopology(name);
        topology.Up();
        using var run = Start(name, "run", "--seconds", "120");
        try
        {
            Assert.StartsWith("Answering for", await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

            topology.Down();
            if (isMadeAnew)
            {
                topology.Up();
            }

            await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(
                "The lab was taken down or made anew meanwhile: nobody hears these answers any more. Fix: scripts/lab up, then scripts/lab run",
                await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }
        finally
        {
            End(run);
            topology.Down();
        }
    }

    [Fact]
    public async Task Run_ThatIsInterrupted_PrintsItsCountersAndLeavesTheLabUp()
    {
        LabFixture.Demand();
        var name = $"test-run-{Environment.ProcessId}-3";
        var topology = new LabTopology(name);
        topology.Up();
        using var run = Start(name, "run", "--seconds", "120");
        try
        {
            Assert.StartsWith("Answering for", await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

            ChildProcesses.Send(run.Id, ChildProcesses.Interrupt);
            await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

            Assert.Equal(0, run.ExitCode);
            Assert.Contains(" s: ", await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.True(topology.Monitor.Exists);
        }
        finally
        {
            End(run);
            topology.Down();
        }
    }

    [Fact]
    public async Task Run_WithoutALab_SaysWhatToDo()
    {
        LabFixture.Demand();
        using var run = Start($"test-run-{Environment.ProcessId}-4", "run");

        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal((1, "wardops: The lab is not up. Fix: scripts/lab up"), (run.ExitCode, (await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim()));
    }

    private static Process Start(string lab, params string[] arguments)
    {
        var start = ChildProcesses.Program("WardOps.Lab", arguments);
        start.Environment["WARDOPS_LAB"] = lab;
        return Process.Start(start)!;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}
