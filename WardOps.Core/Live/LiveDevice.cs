namespace WardOps.Core.Live;

/// <summary>One device as the screens get it. JSON in snake_case; status and flags in lower case.</summary>
public sealed record LiveDevice(
    Guid Id,
    string Name,
    string Branch,
    string Region,
    string Status,
    IReadOnlyList<string> Flags,
    DateTimeOffset? Since,
    double? RttMs,
    double? LossPercent);
