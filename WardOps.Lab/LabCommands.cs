using System.Globalization;
using System.Runtime.InteropServices;

namespace WardOps.Lab;

/// <summary>The verbs of the program, which <c>scripts/lab</c> hands through.</summary>
internal static class LabCommands
{
    /// <summary>The namespaces are wardops-mon and wardops-fleet, unless this variable gives the lab another name.</summary>
    private const string NameVariable = "WARDOPS_LAB";
    private const int LongestRun = 24 * 3600;
    private static readonly TimeSpan s_defaultRun = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_report = TimeSpan.FromSeconds(5);

    public static int Run(string[] args)
    {
        var topology = new LabTopology(Environment.GetEnvironmentVariable(NameVariable) is { Length: > 0 } name ? name : "wardops");
        switch (args)
        {
            case ["up"]:
                Require();
                topology.Up();
                Console.WriteLine($"The namespaces {topology.Monitor.Name} and {topology.Fleet.Name} are there; now: scripts/lab run");
                return 0;
            case ["run"]:
                return Simulate(topology, s_defaultRun);
            case ["run", "--seconds", var word] when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestRun:
                return Simulate(topology, TimeSpan.FromSeconds(seconds));
            case ["down"]:
                Require();
                topology.Down();
                return 0;
            default:
                Console.Error.WriteLine("WardOps.Lab up                  makes the namespaces and routes of the fault lab");
                Console.Error.WriteLine($"WardOps.Lab run [--seconds N]   answers echoes, one hour or N seconds (at most {LongestRun}); Ctrl-C ends it");
                Console.Error.WriteLine("WardOps.Lab down                takes everything down");
                return 2;
        }
    }

    private static int Simulate(LabTopology topology, TimeSpan limit)
    {
        Require();
        if (!topology.Monitor.Exists)
        {
            throw new FaultLabException("The lab is not up. Fix: scripts/lab up");
        }

        using var end = new ManualResetEventSlim();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, end));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, end));
        var time = TimeProvider.System;
        var identity = topology.Monitor.Identity;   // before anybody hears that it answers
        using var simulator = TunSimulator.Start(topology.Monitor, LabTopology.Tun, DefaultHosts.Create(), 1, time);
        Console.WriteLine($"Answering for 10.81.0.0/16 to 10.92.0.0/16 and fd00:81::/32 to fd00:92::/32, for {limit.TotalSeconds:0} s at most.");
        var start = time.GetTimestamp();
        for (var left = limit; left > TimeSpan.Zero; left = limit - time.GetElapsedTime(start))
        {
            var isEnd = end.Wait(left < s_report ? left : s_report);
            Console.WriteLine($"{time.GetElapsedTime(start).TotalSeconds:0} s: {simulator.Counters}");
            if (isEnd)
            {
                break;
            }

            if (topology.Monitor.Identity != identity)
            {
                throw new FaultLabException("The lab was taken down or made anew meanwhile: nobody hears these answers any more. Fix: scripts/lab up, then scripts/lab run");
            }
        }

        return 0;
    }

    private static void End(PosixSignalContext context, ManualResetEventSlim end)
    {
        context.Cancel = true;   // the counters are to be printed first
        end.Set();
    }

    private static void Require()
    {
        if (FaultLab.WhyNot() is { } problem)
        {
            throw new FaultLabException(problem);
        }
    }
}
