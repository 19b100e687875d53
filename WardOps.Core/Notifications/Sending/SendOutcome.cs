namespace WardOps.Core.Notifications.Sending;

/// <summary>What one attempt came to.</summary>
/// <param name="Verdict">Sent, to be tried again, or refused.</param>
/// <param name="Words">What the other side said, or why nothing was said; without a secret.</param>
/// <param name="RetryAfter">How long the other side asked to wait; null if it did not.</param>
public sealed record SendOutcome(SendVerdict Verdict, string Words, TimeSpan? RetryAfter = null);
