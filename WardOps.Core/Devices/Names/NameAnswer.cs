using System.Net;

namespace WardOps.Core.Devices.Names;

/// <summary>What came of one question.</summary>
/// <param name="Name">The name that was asked for.</param>
/// <param name="Addresses">At least one; null if it does not resolve.</param>
/// <param name="Problem">Why it does not, as the system says; null if it does.</param>
internal sealed record NameAnswer(string Name, IReadOnlyCollection<IPAddress>? Addresses, string? Problem);
