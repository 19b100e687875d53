using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Reading;

namespace WardOps.Bench.Truth;

/// <summary>Writes stories to a store and asks for them back; every answer must be the right one.</summary>
internal sealed class TruthRun(ITruthStore store)
{
    private const int BatchSize = 1_000;
    private const int MostMentioned = 10;

    private readonly Lock _gate = new();
    private readonly List<string> _mentioned = [];
    private int _histories;
    private int _rounds;
    private int _mismatches;

    public int Histories => _histories;

    /// <summary>Rounds that happened in them.</summary>
    public int Rounds => _rounds;

    public int Mismatches => _mismatches;

    /// <summary>The first of them, in words.</summary>
    public IReadOnlyList<string> Mentioned => _mentioned;

    /// <param name="firstSeed">Stories are told from this seed on.</param>
    /// <param name="count">How many.</param>
    /// <param name="limit">No further batch is begun after this time.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task GoAsync(int firstSeed, int count, TimeSpan limit, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var done = 0; done < count && TimeProvider.System.GetElapsedTime(began) < limit; done += BatchSize)
        {
            DeviceStory[] stories = [.. Enumerable.Range(firstSeed + done, Math.Min(BatchSize, count - done)).Select(StoryTeller.Tell)];
            await store.WriteAsync(stories, cancellation);
            await Parallel.ForEachAsync(
                stories, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, async (story, token) => await AskAsync(story, token));
            if (store.HasSums)
            {
                // Last: a busy server may show new series to a question for all devices some seconds later than to a question for one.
                await AskSumsAsync(stories, cancellation);
                foreach (var story in stories.Where(s => s.Before is not null && s.Seed % 8 == 0))
                {
                    await AskSumsAsync(story, cancellation);
                }
            }

            if (store is SqlTruthStore sql)
            {
                await sql.ForgetAsync(cancellation);
            }

            _histories += stories.Length;
            _rounds += stories.Sum(s => s.Rounds.Count);
        }
    }

    private IHistoryReader ReaderOf(DeviceStory story)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([story.Device]);
        return store.Reader(catalog, story.Policy, story.Fresh(), new StoppedClock(story.Now), story.Ledger());
    }

    private async Task AskAsync(DeviceStory story, CancellationToken cancellation)
    {
        var reader = ReaderOf(story);
        var history = await reader.ReadAsync(story.Device, story.Range, cancellation);
        Judge(story, Differences.Between(Oracle.History(story), history, store.HasJitter));

        // Ends that lie on no grid.
        var random = new Random(~story.Seed);
        var length = story.Range.To - story.Range.From;
        var from = story.Range.From + TimeSpan.FromMilliseconds((long)(random.NextDouble() * length.TotalMilliseconds / 2));
        var to = story.Range.To - TimeSpan.FromMilliseconds((long)(random.NextDouble() * length.TotalMilliseconds / 2));
        var outages = await reader.ReadOutagesAsync(story.Device, from, to, cancellation);
        Judge(story, Differences.Between(Oracle.Outages(story, from, to), outages) is { } difference ? $"from {from:O} to {to:O}: {difference}" : null);
    }

    /// <summary>One device of all, around the time when rounds got another length.</summary>
    private async Task AskSumsAsync(DeviceStory story, CancellationToken cancellation)
    {
        var (reader, random) = (ReaderOf(story), new Random(story.Seed));
        var step = TimeSpan.FromSeconds(new[] { 60, 300, 3_600, 86_400 }[random.Next(4)]);
        var from = story.Before!.To - (3 * random.NextDouble() * step);
        var to = story.Before.To + (3 * random.NextDouble() * step);
        (from, to) = (DateTimeOffset.FromUnixTimeMilliseconds(from.ToUnixTimeMilliseconds()), DateTimeOffset.FromUnixTimeMilliseconds(to.ToUnixTimeMilliseconds()));
        var right = Oracle.WeighedSums(story, from, to, step).ToDictionary(s => s.From);
        await foreach (var sum in reader.ReadSumsAsync(from, to, step, cancellation))
        {
            if (sum.DeviceId == story.Device.Id)
            {
                var found = right.Remove(sum.From, out var expected);
                Judge(story, found ? Differences.Between(expected, sum) : $"sums by {step} from {from:O} to {to:O} that should not be: {sum}");
            }
        }

        Judge(story, right.Count == 0 ? null : $"{right.Count} sums by {step} from {from:O} to {to:O} are missing, such as {right.Values.First()}");
    }

    /// <summary>All devices together, by a step of some length, from and to anywhere.</summary>
    private async Task AskSumsAsync(DeviceStory[] stories, CancellationToken cancellation)
    {
        var random = new Random(stories[0].Seed);
        var step = TimeSpan.FromSeconds(new[] { 60, 300, 1_000, 3_600, 86_400, 200_000 }[random.Next(6)]);
        var from = stories[random.Next(stories.Length)].Range.From + TimeSpan.FromMilliseconds(random.Next(3_600_000));
        var to = from + (Math.Min(300, 30 * 86_400 / step.TotalSeconds) * random.NextDouble() * step);
        var catalog = new DeviceCatalog();
        catalog.Swap(stories.Select(s => s.Device));
        // The shortest rounds of all: longer ones lie on this grid too.
        var policy = new ProbePolicy(TimeSpan.FromSeconds(1), ProbeSettings.Standard, []);
        var right = stories.SelectMany(s => Oracle.Sums(s, from, to, step)).ToDictionary(s => (s.DeviceId, s.From));
        await foreach (var sum in store.Reader(catalog, policy, new FreshRounds(), new StoppedClock(to)).ReadSumsAsync(from, to, step, cancellation))
        {
            if (right.Remove((sum.DeviceId, sum.From), out var expected))
            {
                Judge(stories[0], Differences.Between(expected, sum));
            }
            else if (stories.Any(s => s.Device.Id == sum.DeviceId))
            {
                Judge(stories[0], $"sums by {step} from {from:O} to {to:O} that should not be: {sum}");
            }
        }

        Judge(stories[0], right.Count == 0 ? null : $"{right.Count} sums by {step} from {from:O} to {to:O} are missing, such as {right.Values.First()}");
    }

    private void Judge(DeviceStory story, string? difference)
    {
        if (difference is null)
        {
            return;
        }

        lock (_gate)
        {
            _mismatches++;
            if (_mentioned.Count < MostMentioned)
            {
                _mentioned.Add($"{store.Name}, {story}: {difference}");
            }
        }
    }
}
