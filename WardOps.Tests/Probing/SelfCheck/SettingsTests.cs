using CsCheck;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>Settings are valid only if a cut of the uplink is known before any device would be Down by it.</summary>
public sealed class SettingsTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>Review: each of these was valid, and made up to 78 false Downs in ten cuts.</summary>
    [Theory]
    [InlineData(1.0, 0.5, 0.2, 2, 5, false)]
    [InlineData(1.0, 0.5, 0.2, 3, 5, false)]
    [InlineData(1.0, 0.5, 0.2, 6, 5, true)]
    [InlineData(1.0, 0.5, 1.0, 2, 20, false)]
    [InlineData(4.0, 0.5, 1.0, 6, 5, true)]
    [InlineData(0.5, 0.05, 0.5, 6, 5, false)]
    [InlineData(1.0, 0.1, 1.0, 3, 5, false)]
    public void Type_WithSuchSettings_IsRefusedOrSafe(double timeout, double confirmationSpacing, double own, int downAfter, int echoes, bool isValid)
    {
        var options = new ProbingOptions
        {
            Timeout = timeout * s_second,
            ConfirmationSpacing = confirmationSpacing * s_second,
            DownAfter = 30,
            Types = { ["Router"] = new() { Timeout = own * s_second, DownAfter = downAfter, Echoes = echoes } },
        };
        var result = new ProbingOptionsValidator().Validate(null, options);

        Assert.Equal(isValid, result.Succeeded);
        if (isValid)
        {
            for (var phase = 0; phase < 10; phase++)
            {
                Assert.Empty(Cut(options, 100, TimeSpan.FromMilliseconds(40 * phase), TimeSpan.FromMilliseconds(2)).Downs);
            }
        }
        else
        {
            var fault = Assert.Single(result.Failures!);
            Assert.StartsWith("Probing:Types:Router:DownAfter of ", fault, StringComparison.Ordinal);
            Assert.Contains("Timeout", fault, StringComparison.Ordinal);
            Assert.Contains("ConfirmationSpacing", fault, StringComparison.Ordinal);
            Assert.Contains("Set Probing:Types:Router:DownAfter to ", fault, StringComparison.Ordinal);
        }
    }

    /// <summary>What the validator lets pass is safe, whenever the uplink is cut, for every device whose replies take no longer than the rest of its time to Down.</summary>
    [Fact]
    public void Settings_ThatAreValid_MakeNoDeviceDownByACut()
        => Gen.Select(Gen.Int[1, 60], Gen.Int[1, 30], Gen.Int[2, 12], Gen.Int[1, 20], Gen.Int[1, 60], Gen.Int[0, 9_999], Gen.Double[0, 0.99]).Sample(
            (timeout, spacing, downAfter, echoes, own, moment, rtt) =>
            {
                var options = new ProbingOptions
                {
                    Timeout = TimeSpan.FromMilliseconds(50 * timeout),
                    ConfirmationSpacing = TimeSpan.FromMilliseconds(50 * spacing),
                    DownAfter = downAfter,
                    Types = { ["Router"] = new() { Timeout = TimeSpan.FromMilliseconds(50 * own), Echoes = echoes, DownAfter = downAfter } },
                };
                var result = new ProbingOptionsValidator().Validate(null, options);
                if (!result.Succeeded)
                {
                    Assert.All(result.Failures!, f => Assert.Contains("DownAfter of ", f, StringComparison.Ordinal));
                    Assert.NotNull(options.ToPolicy().WhyTooSoon(options.ToPolicy().Standard) ?? options.ToPolicy().Faults(null, options.Types["Router"]).FirstOrDefault());
                    return;
                }

                var policy = options.ToPolicy();
                var settings = policy.Of(Fleet.Device(0, Fleet.Address(0)));
                var rest = policy.SoonestDown(settings) - policy.BlindAfter;
                var watch = Cut(options, 30, TimeSpan.FromMilliseconds(moment), rtt * (rest < settings.Timeout ? rest : settings.Timeout));
                Assert.Empty(watch.Downs);
                Assert.NotNull(watch.Blind);
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void Common_TooSoon_IsRefusedWithWhatToDo()
    {
        var options = new ProbingOptions { DownAfter = 2 };
        var fault = Assert.Single(new ProbingOptionsValidator().Validate(null, options).Failures!);

        Assert.StartsWith("Probing:DownAfter of 2 makes a device Down too soon", fault, StringComparison.Ordinal);
        Assert.Contains("Probing:TickInterval", fault, StringComparison.Ordinal);
        Assert.Contains("Set Probing:DownAfter to 3 or more", fault, StringComparison.Ordinal);
        options.DownAfter = 3;
        Assert.True(new ProbingOptionsValidator().Validate(null, options).Succeeded);
    }

    /// <summary>A long common timeout is that of the devices; the self-check stays as quick as it is.</summary>
    [Fact]
    public void Sentinels_UnderALongCommonTimeout_KeepTheirOwn()
    {
        var options = new ProbingOptions { Timeout = 10 * s_second };

        Assert.Equal((s_second, 1.75 * s_second), (options.SentinelTimeout, options.KnownAfter));
        Assert.Equal(0.2 * s_second, new ProbingOptions { Timeout = 0.2 * s_second }.SentinelTimeout);
    }

    private static WatchedRun Cut(ProbingOptions options, int devices, TimeSpan moment, TimeSpan rtt)
    {
        var watch = WatchedRun.Behind(anchor: true, Fleet.Of(devices), options);
        watch.MendUplink();
        watch.Run.Network.Default = new EchoBehaviour { Rtt = rtt };
        watch.Run.For((40 * s_second) + moment);
        watch.CutUplink();
        watch.Run.For(20 * s_second);
        options.Anchors.Clear();
        return watch;
    }
}
