namespace WardOps.Core.History.Spool;

/// <summary>How the spool is doing.</summary>
/// <param name="Spooled">Rounds put on disk since the start.</param>
/// <param name="Acknowledged">Acknowledgements since the start; a round that was sent again counts again.</param>
/// <param name="Waiting">Rounds that wait to be sent, on disk and in memory.</param>
/// <param name="InMemory">Those of them that are not on disk.</param>
/// <param name="DiskBytes">Bytes of all segments.</param>
/// <param name="MemoryBytes">Bytes of the rounds in memory.</param>
/// <param name="OldestWaiting">Time of the round that is sent next; null if none waits.</param>
internal readonly record struct SpoolCounts(
    long Spooled, long Acknowledged, int Waiting, int InMemory, long DiskBytes, long MemoryBytes, DateTimeOffset? OldestWaiting);
