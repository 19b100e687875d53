using WardOps.Core.History.Spool;

namespace WardOps.Core.History.Victoria;

/// <summary>A round as the body of one request.</summary>
/// <param name="Head">What it is.</param>
/// <param name="Body">Prometheus text, gzipped if the head says so. It lies in the encoder's buffer: good until the next round is encoded.</param>
internal readonly record struct EncodedRound(RoundHead Head, ReadOnlyMemory<byte> Body);
