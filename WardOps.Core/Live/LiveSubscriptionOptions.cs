namespace WardOps.Core.Live;

/// <summary>How a subscriber wants its updates.</summary>
/// <param name="MinInterval">Shortest time between two calls.</param>
/// <param name="Backlog">Updates that may wait. With 1 only the newest waits (a page, which shows the board); a reader that
/// must hand on every version (the hub) takes more, and what does not fit is dropped and seen by its clients as a missing version.</param>
/// <param name="Time">The clock of <paramref name="MinInterval"/>.</param>
public sealed record LiveSubscriptionOptions(TimeSpan MinInterval, int Backlog, TimeProvider Time);
