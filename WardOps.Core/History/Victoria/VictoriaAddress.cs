namespace WardOps.Core.History.Victoria;

/// <summary>Where the server is.</summary>
/// <param name="Base">Base address; null while there is none.</param>
/// <param name="Generation">Grows with every start of the server.</param>
internal sealed record VictoriaAddress(Uri? Base, long Generation);
