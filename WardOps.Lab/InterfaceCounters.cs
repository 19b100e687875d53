namespace WardOps.Lab;

/// <summary>What the kernel counts for an interface, in packets: /proc/net/dev.</summary>
/// <param name="Received">Taken from the interface; of a TUN device: what the simulator wrote.</param>
/// <param name="ReceiveDropped">Of what came in, what was thrown away.</param>
/// <param name="Sent">Given to the interface; of a TUN device: what the simulator could read.</param>
/// <param name="SendDropped">What was thrown away instead, for example because the queue of the TUN device was full.</param>
public sealed record InterfaceCounters(long Received, long ReceiveDropped, long Sent, long SendDropped)
{
    private const int Name = 0, ReceivedAt = 2, ReceiveDroppedAt = 4, SentAt = 10, SendDroppedAt = 12;

    /// <summary>Those of an interface in the namespace of the calling thread.</summary>
    internal static InterfaceCounters Read(string name)
    {
        foreach (var line in File.ReadLines("/proc/thread-self/net/dev"))
        {
            var words = line.Replace(':', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > SendDroppedAt && words[Name] == name)
            {
                return new InterfaceCounters(Number(words[ReceivedAt]), Number(words[ReceiveDroppedAt]), Number(words[SentAt]), Number(words[SendDroppedAt]));
            }
        }

        throw new FaultLabException($"There is no interface {name} here.");
    }

    private static long Number(string word) => long.Parse(word, System.Globalization.CultureInfo.InvariantCulture);
}
