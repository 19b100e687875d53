namespace WardOps.Core.Alerts.Storage;

/// <summary>A part of a list of alerts.</summary>
/// <param name="Alerts">The newest opened first.</param>
/// <param name="Next">From where the list goes on; null at its end.</param>
public sealed record AlertSlice(IReadOnlyList<Alert> Alerts, AlertCursor? Next)
{
    /// <param name="found">One more than a part has, if there are more.</param>
    /// <param name="most">Alerts of a part.</param>
    public static AlertSlice Of(IReadOnlyList<Alert> found, int most)
        => found.Count <= most ? new AlertSlice(found, null) : new AlertSlice([.. found.Take(most)], AlertCursor.Of(found[most - 1]));
}
