namespace WardOps.Tests.Integration;

/// <summary>Waits for what another process or thread brings about.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, double seconds = 20) => TrueAsync(() => Task.FromResult(condition()), seconds);

    public static async Task TrueAsync(Func<Task<bool>> condition, double seconds = 20)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start).TotalSeconds > seconds)
            {
                Assert.Fail($"Not within {seconds} seconds.");
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
