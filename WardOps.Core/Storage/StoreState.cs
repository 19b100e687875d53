namespace WardOps.Core.Storage;

/// <summary>How the device store is doing, for the banner and for /readyz.</summary>
/// <param name="Provider">PostgreSQL or SQLite.</param>
/// <param name="IsAvailable">Whether it is open: migrated and readable.</param>
/// <param name="Problem">What is wrong, in words for people; null while all is well.</param>
/// <param name="Fix">What to do about it; null while all is well.</param>
public sealed record StoreState(string Provider, bool IsAvailable, string? Problem, string? Fix);
