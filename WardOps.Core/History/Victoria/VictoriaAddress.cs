using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria;

/// <summary>Where the server is.</summary>
/// <param name="Routes">Its addresses; null while there is none.</param>
/// <param name="Generation">Grows with every start of the server.</param>
internal sealed record VictoriaAddress(VictoriaRoutes? Routes, long Generation);
