using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;

namespace WardOps.Bench.Ingest;

/// <summary>A process that spools rounds as fast as it can, and says the number of each once it is on disk: to be killed in the middle of it.</summary>
internal static class SpoolChild
{
    public const string Verb = "spool-child";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <param name="args">Folder, number of the first round.</param>
    public static int Run(string[] args)
    {
        if (args is not [var folder, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Console.Error.WriteLine($"{Verb} FOLDER NUMBER");
            return 2;
        }

        var limits = new SpoolLimits(folder, 1L << 30, TimeSpan.FromDays(400), 1 << 20);
        using var spool = new RoundSpool(limits, new RoundLedger(), TimeProvider.System, NullLogger<RoundSpool>.Instance);
        var spooled = 0L;
        for (; ; number++)
        {
            var body = BodyOf(number);
            spool.Append(new RoundHead(AtOf(number), Interval, 1, 1, true, body.Length), body);
            if (spool.Counts.Spooled != ++spooled)
            {
                Console.Error.WriteLine(spool.Trouble?.Problem ?? "refused");
                return 1;
            }

            Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    public static DateTimeOffset AtOf(int number) => DateTimeOffset.UnixEpoch + (number * Interval);

    /// <summary>1 byte to 200 KB that no other round has.</summary>
    public static byte[] BodyOf(int number)
    {
        var dice = new Random(number);
        var body = new byte[number % 7 == 0 ? 200_000 : 1 + dice.Next(20_000)];
        dice.NextBytes(body);
        return body;
    }
}
