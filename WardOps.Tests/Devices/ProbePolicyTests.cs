using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Devices;

/// <summary>A device's own settings are judged together with those that it has from its type and from all.</summary>
public sealed class ProbePolicyTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly ProbePolicy _policy = new ProbingOptions { Types = { ["ATM"] = new() { Timeout = 3 * s_second } } }.ToPolicy();

    [Fact]
    public void Faults_OfADevice_DependOnItsType()
    {
        var own = new ProbeOverrides { DownAfter = 2 };

        Assert.Empty(_policy.Faults("atm", own));   // two echoes with 3 s each
        Assert.StartsWith("DownAfter of 2", Assert.Single(_policy.Faults("Router", own)), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_OfEachAlone_AreAllNamedAtOnceAndHideTheRest()
        => Assert.Equal(["Interval", "Echoes", "UpAfter"], _policy.Faults("Router", new() { Interval = 15 * s_second, Echoes = 21, UpAfter = 0, DownAfter = 2 }).Select(f => f.Split(' ')[0]));

    [Fact]
    public void Faults_OfWhatIsNotItsOwn_AreNotItsFault() => Assert.Empty(new ProbingOptions { DownAfter = 2 }.ToPolicy().Faults("Router", new() { UpAfter = 3 }));

    /// <summary>Stored when rounds took 10 s, read when they take 20 s: a third of a round is no interval.</summary>
    [Theory]
    [InlineData("ATM", 3)]
    [InlineData("Router", 1)]
    public void Of_ADeviceWhoseSettingsHaveBecomeWrong_FallsBackToItsType(string type, int timeout)
    {
        var options = new ProbingOptions { Interval = 20 * s_second, Types = { ["ATM"] = new() { Timeout = 3 * s_second } } };
        var policy = options.ToPolicy();
        var device = Fleet.Device(1, Fleet.Address(1)) with { DeviceType = type, Probe = new() { Interval = 30 * s_second, Echoes = 2, Timeout = 2 * s_second } };

        Assert.Equal(new ProbeSettings(1, 5, timeout * s_second, 6, 1), policy.Of(device));
        Assert.Equal(20 * s_second, policy.IntervalOf(device));
        Assert.StartsWith("Interval must be a whole multiple of 00:00:20", Assert.Single(policy.WhyNotObeyed(device)), StringComparison.Ordinal);

        var right = device with { Probe = device.Probe with { Interval = 40 * s_second } };
        Assert.Equal(new ProbeSettings(2, 2, 2 * s_second, 6, 1), policy.Of(right));
        Assert.Empty(policy.WhyNotObeyed(right));
    }

    [Fact]
    public void Of_ADeviceThatWouldBeDownTooSoon_FallsBackToItsType()
    {
        var device = Fleet.Device(1, Fleet.Address(1)) with { Probe = new() { DownAfter = 2, Echoes = 20 } };

        Assert.Equal(ProbeSettings.Standard, _policy.Of(device));
        Assert.Single(_policy.WhyNotObeyed(device));
    }
}
