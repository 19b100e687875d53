using System.Globalization;

namespace WardOps.Bench.Peers;

/// <summary>Spins in a process of its own, until it is killed or whoever started it is gone.</summary>
internal static class CoreLoadChild
{
    public const string Verb = "core-load-child";

    /// <param name="owner">Process id of whoever started it.</param>
    public static int Run(string owner)
    {
        var look = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (TimeProvider.System.GetElapsedTime(look) > TimeSpan.FromMilliseconds(200))
            {
                if (!Owner.IsThere(int.Parse(owner, CultureInfo.InvariantCulture)))
                {
                    return 0;
                }

                look = TimeProvider.System.GetTimestamp();
            }
        }
    }
}
