namespace WardOps.Core.Notifications.Sending;

/// <summary>What is posted.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Json">The body.</param>
/// <param name="Headers">Beside the usual ones.</param>
internal sealed record HttpDraft(Uri Address, string Json, IReadOnlyList<KeyValuePair<string, string>> Headers);
