using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Bench.Ingest;
using WardOps.Core.History.Embedded;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;
using WardOps.Tests.Integration;

namespace WardOps.Tests.History.Spool;

/// <summary>A real process that is really killed while it spools.</summary>
[SupportedOSPlatform("linux")]
public sealed class SpoolKillTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wardops-kill-");

    private SpoolLimits Limits => new(Path.Combine(_data.FullName, "spool"), 1L << 30, TimeSpan.FromDays(400_000), 1 << 20);

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Rounds_SaidToBeOnDisk_AreThereAfterAnyNumberOfKills()
    {
        Require.Linux();
        var (first, last) = (0, -1);
        for (var kill = 0; kill < 8; kill++)
        {
            first = last + 1;
            last = await RunAndKillAsync(first, rounds: 5 + (13 * kill));
            var found = Read();

            // All that was said, and perhaps one more that was on disk and not yet said.
            Assert.Equal([.. Enumerable.Range(0, found.Count)], found);
            Assert.InRange(found.Count, last + 1, last + 2);
            last = found.Count - 1;
        }
    }

    [Fact]
    public async Task Second_Process_IsToldWhoHasTheSpool()
    {
        Require.Linux();
        using var child = Start(0);
        Assert.Equal("0", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using var spool = new RoundSpool(Limits, new RoundLedger(), TimeProvider.System, NullLogger<RoundSpool>.Instance);

        spool.Open();

        Assert.StartsWith($"Another WardOps (process {child.Id}) uses {Limits.Folder}.", spool.Trouble!.Problem, StringComparison.Ordinal);
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The number of the last round that the process said to be on disk.</summary>
    private async Task<int> RunAndKillAsync(int first, int rounds)
    {
        using var child = Start(first);
        var last = first - 1;
        while (last < first + rounds && await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            last = int.Parse(line, CultureInfo.InvariantCulture);
        }

        Assert.True(Signals.End(child.Id));
        while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            last = int.Parse(line, CultureInfo.InvariantCulture);   // said before the kill, and read only now
        }

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(137, child.ExitCode);
        return last;
    }

    private Process Start(int first)
        => Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "WardOps.Bench"), [SpoolChild.Verb, Limits.Folder, first.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;

    /// <summary>What is there, each with the body that it must have.</summary>
    private List<int> Read()
    {
        using var spool = new RoundSpool(Limits, new RoundLedger(), TimeProvider.System, NullLogger<RoundSpool>.Instance);
        spool.Open();
        Assert.Null(spool.Trouble);
        var round = new OutgoingRound();
        List<int> found = [];
        while (spool.TryTake(round))
        {
            var number = (int)((round.Head.At - DateTimeOffset.UnixEpoch) / SpoolChild.Interval);
            Assert.True(round.Body.Span.SequenceEqual(SpoolChild.BodyOf(number)), $"The body of round {number} is another.");
            found.Add(number);
            spool.Acknowledge(round);
        }

        Assert.Equal(0, spool.Losses.Total);
        return found;
    }
}
