using System.Runtime.CompilerServices;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Reading;

/// <summary>Cuts a question for the sums of all devices into pieces that are answered in time, fit in memory, and hold rounds of one length each.</summary>
internal static class SumPieces
{
    private const int MostSteps = 24;

    /// <param name="from">Any time.</param>
    /// <param name="to">Any time.</param>
    /// <param name="step">Any length.</param>
    /// <param name="lengths">How long rounds were.</param>
    /// <param name="read">Reads [from, to), which is whole steps or lies within one, and has rounds of one length. It is called for one piece after the other.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<StepSum> ReadAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        TimeSpan step,
        RoundLengths lengths,
        Func<DateTimeOffset, DateTimeOffset, TimeSpan, Task<List<StepSum>>> read,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (step <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "A step must be longer than nothing.");
        }

        for (var begin = from; begin < to;)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = EndOf(begin, to, step);
            var change = lengths.EndAt(begin);
            if (change < end)
            {
                // Up to the step in which rounds of another length begin; and that one alone.
                end = Spans.Later(Spans.Floor(change, step), Spans.Earlier(end, Spans.Floor(begin, step) + step));
            }

            var sums = step > Spans.Day || change < end
                ? await ReadPartsAsync(begin, end, lengths, read).ConfigureAwait(false)
                : await read(begin, end, lengths.At(begin)).ConfigureAwait(false);
            foreach (var sum in sums)
            {
                yield return sum;
            }

            begin = end;
        }
    }

    /// <summary>The end of a piece: of the step if it begins inside one or if a step is long; else an hour of short steps, a day of longer ones.</summary>
    internal static DateTimeOffset EndOf(DateTimeOffset begin, DateTimeOffset to, TimeSpan step)
    {
        var start = Spans.Floor(begin, step);
        if (start != begin || to - begin < step || step > Spans.Day)
        {
            return to - start < step ? to : start + step;
        }

        var length = step < Spans.Hour ? Spans.Hour : Spans.Day;
        var steps = Math.Clamp(length / step, 1, MostSteps);
        return Spans.Earlier(Spans.Floor(to, step), begin + ((int)steps * step));
    }

    /// <summary>Reads one step, or a part of it, in parts: no longer than a day, and each with rounds of one length.</summary>
    private static async Task<IReadOnlyCollection<StepSum>> ReadPartsAsync(
        DateTimeOffset from, DateTimeOffset to, RoundLengths lengths, Func<DateTimeOffset, DateTimeOffset, TimeSpan, Task<List<StepSum>>> read)
    {
        var all = new Dictionary<Guid, StepSum>();
        for (var begin = from; begin < to;)
        {
            var end = Spans.Earlier(Spans.Earlier(to, lengths.EndAt(begin)), Spans.Floor(begin, Spans.Day) + Spans.Day);
            foreach (var part in await read(begin, end, lengths.At(begin)).ConfigureAwait(false))
            {
                all[part.DeviceId] = all.TryGetValue(part.DeviceId, out var sum) ? Sum(in sum, in part) : part;
            }

            begin = end;
        }

        return all.Values;
    }

    private static StepSum Sum(in StepSum a, in StepSum b) => a with
    {
        UpSeconds = a.UpSeconds + b.UpSeconds,
        KnownSeconds = a.KnownSeconds + b.KnownSeconds,
        LossPercentSum = a.LossPercentSum + b.LossPercentSum,
        RttMsSum = a.RttMsSum + b.RttMsSum,
    };
}
