namespace WardOps.Core.History.Spool;

/// <summary>A round taken out to be sent, in a buffer that is used again for the next one.</summary>
internal sealed class OutgoingRound
{
    private byte[] _record = new byte[64 * 1024];

    /// <summary>Which one; null before the first.</summary>
    public SpoolEntry? Entry { get; private set; }

    public RoundHead Head => Entry!.Head;

    public ReadOnlyMemory<byte> Body => _record.AsMemory(RecordFormat.HeaderLength, Head.Length);

    /// <summary>Room for the record of a round, which is no round yet.</summary>
    internal Span<byte> RoomFor(RoundHead head)
    {
        Entry = null;
        var length = RecordFormat.HeaderLength + head.Length;
        if (_record.Length < length)
        {
            // With a quarter to spare: compressed rounds of one fleet differ a little.
            _record = new byte[Math.Min(Array.MaxLength, length + (length / 4))];
        }

        return _record.AsSpan(0, length);
    }

    internal void Is(SpoolEntry entry) => Entry = entry;
}
