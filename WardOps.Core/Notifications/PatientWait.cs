namespace WardOps.Core.Notifications;

/// <summary>Waits for a signal, but not for ever.</summary>
internal static class PatientWait
{
    /// <summary>Returns at the signal, or after this time without one.</summary>
    public static async Task ForAsync(Func<CancellationToken, ValueTask<bool>> signal, TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await signal(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nobody has said anything.
        }
    }
}
