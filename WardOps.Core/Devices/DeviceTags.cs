using System.Collections.Immutable;

namespace WardOps.Core.Devices;

/// <summary>Words by which people group devices, each once, in order, in lower case. Two are equal if they hold the same words.</summary>
public sealed record DeviceTags
{
    /// <summary>Of one device.</summary>
    public const int Most = 20;

    /// <summary>Characters of one word.</summary>
    public const int Longest = 40;

    private DeviceTags(ImmutableArray<string> words) => Words = words;

    public static DeviceTags None { get; } = new([]);

    public ImmutableArray<string> Words { get; }

    public bool IsEmpty => Words.IsEmpty;

    public static DeviceTags Of(params IEnumerable<string> words)
    {
        ImmutableArray<string> kept = [.. words.Select(w => w.Trim().ToLowerInvariant()).Where(w => w.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        return kept.IsEmpty ? None : new DeviceTags(kept);
    }

    /// <summary>All that is wrong with words that somebody gave, in words; empty if nothing is.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyCollection<string> words)
    {
        List<string> faults = [];
        var tags = Of(words);
        if (tags.Words.Length > Most)
        {
            faults.Add($"A device has at most {Most} tags, not {tags.Words.Length}.");
        }

        if (tags.Words.FirstOrDefault(w => w.Length > Longest) is { } tooLong)
        {
            faults.Add($"A tag has 1 to {Longest} characters; '{tooLong[..Longest]}...' has {tooLong.Length}.");
        }

        if (tags.Words.Any(w => w.Any(c => char.IsControl(c) || c == ',')))
        {
            faults.Add("A tag is one line without commas.");
        }

        return faults;
    }

    public bool Contains(string word) => Words.Any(w => string.Equals(w, word, StringComparison.OrdinalIgnoreCase));

    public bool Equals(DeviceTags? other) => other is not null && Words.AsSpan().SequenceEqual(other.Words.AsSpan());

    public override int GetHashCode() => Words.Length == 0 ? 0 : HashCode.Combine(Words.Length, Words[0]);

    public override string ToString() => string.Join(", ", Words);
}
