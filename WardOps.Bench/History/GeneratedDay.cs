namespace WardOps.Bench.History;

/// <summary>
/// Invented rounds of one device, always the same for the same number: outages that begin and end by chance (about one device in a hundred is down at a time), round-trip
/// times that scatter log-normally about a mean of the device's own, with two decimals, and now and then a lost echo.
/// </summary>
internal sealed class GeneratedDay
{
    /// <param name="device">Its number.</param>
    /// <param name="rounds">How many.</param>
    public GeneratedDay(int device, int rounds)
    {
        var dice = new Random(device);
        (IsUp, RttMs, LossPercent, JitterMs) = (new bool[rounds], new double[rounds], new byte[rounds], new double[rounds]);
        var mean = 1 + (40 * dice.NextDouble() * dice.NextDouble());
        var isUp = dice.NextDouble() > 0.01;
        for (var i = 0; i < rounds; i++)
        {
            isUp = isUp ? dice.NextDouble() > 0.00005 : dice.NextDouble() < 0.005;
            IsUp[i] = isUp;
            RttMs[i] = Math.Round(mean * Math.Exp(0.25 * Normal(dice)), 2);
            JitterMs[i] = Math.Round(mean * 0.05 * dice.NextDouble(), 2);
            LossPercent[i] = (byte)(!isUp ? 100 : dice.NextDouble() < 0.01 ? 20 : 0);
        }
    }

    public bool[] IsUp { get; }

    /// <summary>Milliseconds; means nothing where it is not up.</summary>
    public double[] RttMs { get; }

    public byte[] LossPercent { get; }

    /// <summary>Milliseconds; means nothing where it is not up.</summary>
    public double[] JitterMs { get; }

    // Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958.
    private static double Normal(Random dice) => Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
}
