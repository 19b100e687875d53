namespace WardOps.Core.Alerts.Book;

/// <summary>What a person makes of an alert.</summary>
/// <param name="Alert">The alert after it.</param>
/// <param name="Kind">The line of its timeline; null for none.</param>
/// <param name="Text">What it says.</param>
/// <param name="By">Who did it.</param>
/// <param name="IsTold">Whether others have to hear of it.</param>
internal sealed record AlertEdit(Alert Alert, AlertEventKind? Kind = null, string? Text = null, string? By = null, bool IsTold = false);
