using WardOps.Core.Probing.Simulation;

namespace WardOps.Lab;

/// <summary>Decides how each request is answered and when, and keeps the answers until then. For one thread; it reads the clock, but never waits.</summary>
internal sealed class TunHosts(TunNetwork network, TunTally tally, ulong seed, TimeProvider time)
{
    private static readonly TimeSpan s_tardy = TimeSpan.FromMilliseconds(0.5);

    private readonly Dice _dice = new(seed);
    private readonly PriorityQueue<TunAnswer, long> _waiting = new();
    private readonly Stack<TunAnswer> _free = new();

    /// <summary>When the next answer is due, as a timestamp of the clock; null if none waits.</summary>
    public long? NextDue => _waiting.TryPeek(out _, out var due) ? due : null;

    /// <summary>Takes a packet that was read at the timestamp <paramref name="now"/>.</summary>
    public void Take(ReadOnlySpan<byte> packet, long now)
    {
        switch (EchoRequest.TryParse(packet, out var request))
        {
            case PacketKind.EchoRequest:
                tally.Requests++;
                Answer(in request, network.Of(AddressKey.Of(request.Destination)), now);
                break;
            case PacketKind.Other:
                tally.Others++;
                break;
            default:
                tally.Unparsable++;
                break;
        }
    }

    /// <summary>Gives the next answer that is due at the timestamp <paramref name="now"/>; hand it to <see cref="Written"/> afterwards.</summary>
    public bool TryNext(long now, out TunAnswer answer)
    {
        if (!_waiting.TryPeek(out answer!, out var due) || due > now)
        {
            return false;
        }

        _waiting.Dequeue();
        tally.Waiting = _waiting.Count;
        var lag = time.GetElapsedTime(due, now);
        tally.WorstLagTicks = Math.Max(tally.WorstLagTicks, lag.Ticks);
        tally.Tardy += lag > s_tardy ? 1 : 0;
        return true;
    }

    /// <summary>Counts an answer that was written, or was not taken by the kernel.</summary>
    public void Written(TunAnswer answer, bool isTaken)
    {
        var traits = answer.Traits;
        _free.Push(answer);
        if (!isTaken)
        {
            tally.WriteErrors++;
        }
        else if (Has(traits, AnswerTraits.Error))
        {
            tally.Errors++;
        }
        else
        {
            tally.Replies++;
            tally.Duplicates += Has(traits, AnswerTraits.Duplicate) ? 1 : 0;
            tally.Spoofed += Has(traits, AnswerTraits.Spoofed) ? 1 : 0;
            tally.Truncated += Has(traits, AnswerTraits.Truncated) ? 1 : 0;
            tally.WrongIds += Has(traits, AnswerTraits.WrongId) ? 1 : 0;
        }
    }

    /// <summary>Enum.HasFlag allocates unless it is optimized.</summary>
    private static bool Has(AnswerTraits traits, AnswerTraits one) => (traits & one) != 0;

    private void Answer(in EchoRequest request, EchoBehaviour host, long now)
    {
        // Both are thrown for every request, so that one host's loss does not shift the chances of the others.
        var (loss, delay) = (_dice.Next(), _dice.Next());
        var copies = host.Error is null ? host.Copies : 1;
        if (loss < host.Loss || copies < 1 || IsSilentNow(host.FlapEvery))
        {
            tally.Dropped++;
            return;
        }

        var wait = host.Rtt + (host.Jitter * delay);
        var due = now + (long)(wait.Ticks * (time.TimestampFrequency / (double)TimeSpan.TicksPerSecond));
        for (var copy = 0; copy < copies; copy++)
        {
            var answer = _free.TryPop(out var free) ? free : new TunAnswer();
            Write(answer, in request, host);
            answer.Traits |= copy > 0 ? AnswerTraits.Duplicate : AnswerTraits.None;
            _waiting.Enqueue(answer, due + copy);
        }

        tally.Waiting = _waiting.Count;
    }

    private void Write(TunAnswer answer, in EchoRequest request, EchoBehaviour host)
    {
        if (host.Error is { } error)
        {
            answer.Length = EchoAnswer.Error(in request, error, host.ErrorFrom, network.QuotedBytes, answer.Buffer);
            answer.Traits = AnswerTraits.Error;
            return;
        }

        answer.Length = EchoAnswer.Reply(in request, host, answer.Buffer);
        answer.Traits = (host.IsSpoofed ? AnswerTraits.Spoofed : AnswerTraits.None)
            | (host.IsTruncated ? AnswerTraits.Truncated : AnswerTraits.None)
            | (host.HasWrongId ? AnswerTraits.WrongId : AnswerTraits.None);
    }

    private bool IsSilentNow(TimeSpan flap)
    {
        if (flap <= TimeSpan.Zero)
        {
            return false;
        }

        var since = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks % flap.Ticks;
        return since >= flap.Ticks / 2;
    }
}
