namespace WardOps.E2E.Infrastructure;

/// <summary>Waits for something that happens in another process.</summary>
internal static class Poll
{
    /// <summary>Asks every 250 ms until the answer is yes. A question that cannot be asked yet counts as no.</summary>
    /// <exception cref="TimeoutException">It was not so within <paramref name="limit"/>; the message ends with <paramref name="evidence"/>.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan limit, Func<string> evidence, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        Exception? last = null;
        while (time.GetElapsedTime(started) < limit)
        {
            try
            {
                if (await isSo())
                {
                    return;
                }
            }
            catch (Exception ex) when (ex is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                last = ex;
            }

            await Task.Delay(250, cancellation);
        }

        throw new TimeoutException($"Not so within {limit}. Last fault: {last?.Message ?? "none"}. {evidence()}", last);
    }
}
