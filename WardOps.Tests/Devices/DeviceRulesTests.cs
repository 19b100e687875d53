using WardOps.Core.Devices;

namespace WardOps.Tests.Devices;

public sealed class DeviceRulesTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData(" 10.1.2.3 ", "10.1.2.3")]
    [InlineData("2001:DB8:0:0::7", "2001:db8::7")]
    [InlineData("::1", "::1")]
    [InlineData("ATM-7.Bank.Example.", "atm-7.bank.example")]
    [InlineData("router1", "router1")]
    [InlineData("ბათუმი.გე", "xn--lodbteo1c.xn--node")]
    [InlineData("10.1", null)]
    [InlineData("010.0.0.1", null)]
    [InlineData("10.0.0.300", null)]
    [InlineData("10.0.0.1/24", null)]
    [InlineData("-bad.example", null)]
    [InlineData("bad-.example", null)]
    [InlineData("two words", null)]
    [InlineData("a..b", null)]
    [InlineData("under_score.example", null)]
    [InlineData("", null)]
    [InlineData("$(reboot).example", null)]
    [InlineData("2001:db8::1%5", null)]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("[2001:db8::1]", null)]
    [InlineData("[2001:db8::1]:80", null)]
    [InlineData("10.0.0.1:80", null)]
    [InlineData("atm..", null)]
    [InlineData("1.2.3.4.", null)]
    public void Address_OfWhatWasTyped_HasOneFormOrNone(string typed, string? stored) => Assert.Equal(stored, DeviceRules.Address(typed));

    [Theory]
    [InlineData("0.0.0.0", "no single host")]
    [InlineData("224.0.0.1", "no single host")]
    [InlineData("255.255.255.255", "no single host")]
    [InlineData("::", "no single host")]
    [InlineData("ff02::1", "no single host")]
    [InlineData("::ffff:10.0.0.1", "write 10.0.0.1")]
    [InlineData("fe80::1", "one link only")]
    [InlineData("2001:db8::1%5", "write the address without it")]
    [InlineData("[2001:db8::1]:80", "write the bare address")]
    [InlineData("10.0.0.1:80", "write the bare address")]
    [InlineData("atm..", "more than one dot")]
    [InlineData("10.1", "neither an IP address nor a host name")]
    public void Faults_OfAddressThatIsNoHost_SayWhy(string ip, string why)
        => Assert.Contains(why, Assert.Single(Faults(new DeviceDraft("A", ip, "B", "R", "Router"))), StringComparison.Ordinal);

    [Fact]
    public void Faults_OfSettingsOfItsOwn_AreToldAllAtOnce()
    {
        var draft = new DeviceDraft("", "nonsense nonsense", "B", "R", "Router")
        {
            Probe = new ProbeOverrides
            {
                Interval = TimeSpan.FromSeconds(15),
                Echoes = 0,
                Timeout = TimeSpan.FromMilliseconds(1_010),
                DownAfter = 1,
                UpAfter = 0,
            },
        };

        Assert.Equal(7, Faults(draft).Count);
    }

    [Fact]
    public void Faults_OfRightSettings_AreNone()
        => Assert.Empty(Faults(new DeviceDraft("A", "2001:db8::7", "B", "R", "Router")
        {
            Probe = new ProbeOverrides { Interval = TimeSpan.FromSeconds(30), Echoes = 20, Timeout = TimeSpan.FromMilliseconds(1_050), DownAfter = 2, UpAfter = 100 },
        }));

    private static IReadOnlyList<string> Faults(DeviceDraft draft) => DeviceRules.Faults(draft, Guid.NewGuid(), []);
}
