namespace WardOps.Bench.Servers;

/// <summary>Waits for what another process brings about.</summary>
internal static class Waiting
{
    /// <param name="isThere">Asked again and again; a server that is not there yet is no failure.</param>
    /// <param name="limit">For how long.</param>
    /// <param name="otherwise">What to say when it was in vain.</param>
    public static async Task ForAsync(Func<Task<bool>> isThere, TimeSpan limit, string otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if (await isThere())
                {
                    return;
                }
            }
            catch (Exception ex) when (ex is HttpRequestException or OperationCanceledException or IOException)
            {
                // Not yet.
            }

            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                throw new TimeoutException(otherwise);
            }

            await Task.Delay(100);
        }
    }
}
