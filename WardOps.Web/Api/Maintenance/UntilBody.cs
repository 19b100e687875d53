namespace WardOps.Web.Api.Maintenance;

/// <summary>What is sent to mute a device, or to lengthen a window.</summary>
/// <param name="Minutes">From now on; one of this and until.</param>
/// <param name="Until">Until that moment.</param>
/// <param name="Scope">device (if nothing is said) or branch: all devices of its branch.</param>
/// <param name="Reason">Why; up to 500 characters.</param>
/// <param name="By">Who says so.</param>
internal sealed record UntilBody(int? Minutes, DateTimeOffset? Until, string? Scope, string? Reason, string? By)
{
    private const int MostMinutes = 366 * 24 * 60;

    /// <summary>The moment; null if it cannot be read.</summary>
    public DateTimeOffset? Read(DateTimeOffset now, List<string> faults)
    {
        if (Minutes is null == Until is null)
        {
            faults.Add("Say either minutes, or until as a moment such as 2026-07-01T22:00:00Z.");
            return null;
        }

        if (Minutes is < 1 or > MostMinutes)
        {
            faults.Add($"minutes must be from 1 to {MostMinutes}.");
            return null;
        }

        return Until ?? now.AddMinutes(Minutes!.Value);
    }
}
