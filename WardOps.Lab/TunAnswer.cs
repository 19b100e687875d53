namespace WardOps.Lab;

/// <summary>An answer that waits for its time. Used again and again.</summary>
internal sealed class TunAnswer
{
    private readonly byte[] _packet = new byte[IpLayout.Mtu];

    public Span<byte> Buffer => _packet;

    public int Length { get; set; }

    public ReadOnlySpan<byte> Packet => _packet.AsSpan(0, Length);

    public AnswerTraits Traits { get; set; }
}
