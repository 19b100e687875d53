using System.Threading.Channels;

namespace WardOps.Core.Probing;

/// <summary>Where the ticks of the echo loop come out. One reader.</summary>
public interface IProbeTicks
{
    ChannelReader<ProbeTick> Ticks { get; }
}
