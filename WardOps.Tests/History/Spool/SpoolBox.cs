using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

/// <summary>A spool in a folder of its own, with rounds that are known by their number. Time stands still unless it is moved.</summary>
internal sealed class SpoolBox : IDisposable
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly OutgoingRound _out = new();

    public SpoolBox(string? folder = null, long bytes = 64 << 20, TimeSpan? age = null, long memory = 1 << 20, FakeTimeProvider? time = null)
    {
        Folder = folder ?? Path.Combine(NewFolder(), "spool");
        Time = time ?? new FakeTimeProvider(Start);
        Limits = new SpoolLimits(Folder, bytes, age ?? TimeSpan.FromDays(7), memory);
        Ledger = new RoundLedger(Time);
        Spool = new RoundSpool(Limits, Ledger, Time, NullLogger<RoundSpool>.Instance);
    }

    public string Folder { get; }

    public FakeTimeProvider Time { get; }

    public RoundLedger Ledger { get; }

    public SpoolLimits Limits { get; }

    public RoundSpool Spool { get; }

    /// <summary>Segment files, oldest first.</summary>
    public string[] Files => [.. Directory.EnumerateFiles(Folder, "*.rounds").Order(StringComparer.Ordinal)];

    /// <summary>In memory where there is such a file system: these tests ask whether the order of writing is right, not whether the disk keeps it.</summary>
    public static string NewFolder()
        => Directory.Exists("/dev/shm")
            ? Directory.CreateDirectory($"/dev/shm/wardops-spool-{Guid.NewGuid():N}").FullName
            : Directory.CreateTempSubdirectory("wardops-spool-").FullName;

    public static DateTimeOffset At(int number) => Start + (number * Rounds.Interval);

    /// <summary>Bytes that no other round has.</summary>
    public static byte[] Body(int number, int size)
    {
        var body = new byte[size];
        new Random(number).NextBytes(body);
        return body;
    }

    public static RoundHead Head(int number, int size) => new(At(number), Rounds.Interval, 4, 1, true, size);

    public SpoolBox Append(int number, int size = 100)
    {
        Spool.Append(Head(number, size), Body(number, size));
        return this;
    }

    public SpoolBox AppendAll(int from, int count, int size = 100)
    {
        for (var i = from; i < from + count; i++)
        {
            Append(i, size);
        }

        return this;
    }

    /// <summary>Number of the round that would be sent next, after a look at its body; null if none waits.</summary>
    public int? Next()
    {
        if (!Spool.TryTake(_out))
        {
            return null;
        }

        var number = (int)((_out.Head.At - Start) / Rounds.Interval);
        Assert.Equal(Head(number, _out.Head.Length), _out.Head);
        Assert.True(_out.Body.Span.SequenceEqual(Body(number, _out.Head.Length)), $"The body of round {number} is another.");
        return number;
    }

    /// <summary>Sends the oldest round, successfully.</summary>
    public int? Send()
    {
        var number = Next();
        if (number is not null)
        {
            Spool.Acknowledge(_out);
        }

        return number;
    }

    public void Refuse()
    {
        Assert.NotNull(Next());
        Spool.Refuse(_out);
    }

    /// <summary>Sends all that waits.</summary>
    public List<int> SendAll()
    {
        List<int> sent = [];
        while (Send() is { } number)
        {
            sent.Add(number);
        }

        return sent;
    }

    /// <summary>The folder as a kill at this moment would leave it, opened again elsewhere.</summary>
    public SpoolBox Crash(Action<SpoolBox>? harm = null, TimeSpan? away = null)
    {
        var copy = Path.Combine(NewFolder(), "spool");
        Directory.CreateDirectory(copy);
        foreach (var file in Files)
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var box = new SpoolBox(copy, Limits.Bytes, Limits.Age, Limits.MemoryBytes, new FakeTimeProvider(Time.GetUtcNow() + (away ?? TimeSpan.Zero)));
        harm?.Invoke(box);
        box.Spool.Open();
        return box;
    }

    public (RoundFate Fate, GapReason Reason)? FateOf(int number)
        => Ledger.Runs(At(number), At(number + 1)).Select(r => ((RoundFate, GapReason)?)(r.Fate, r.Reason)).SingleOrDefault();

    public void Dispose()
    {
        Spool.Dispose();
        if (Path.GetFileName(Path.GetDirectoryName(Folder)!).StartsWith("wardops-spool-", StringComparison.Ordinal))
        {
            Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
        }
    }
}
