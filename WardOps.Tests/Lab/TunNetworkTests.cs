using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Lab;

namespace WardOps.Tests.Lab;

[SupportedOSPlatform("linux")]
public sealed class TunNetworkTests
{
    private readonly TunNetwork _network = new();

    [Theory]
    [InlineData("10.1.2.3", 32)]
    [InlineData("10.1.2.4", 24)]
    [InlineData("10.1.3.4", 16)]
    [InlineData("11.0.0.0", 0)]
    [InlineData("fd00::1", 128)]
    [InlineData("fd00::2", 64)]
    [InlineData("fd00:0:0:1::1", 16)]
    public void Address_InSeveralPrefixes_HasTheBehaviourOfTheLongest(string address, int milliseconds)
    {
        foreach (var prefix in new[] { "0.0.0.0/0", "10.1.0.0/16", "10.1.2.3/32", "10.1.2.0/24", "fd00::/64", "fd00::/16", "fd00::1/128" })
        {
            var network = IPNetwork.Parse(prefix);
            _network[network] = new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(network.PrefixLength) };
        }

        Assert.Equal(milliseconds, _network[IPAddress.Parse(address)].Rtt.TotalMilliseconds);
    }

    [Fact]
    public void Address_InNoPrefix_IsDead() => Assert.Same(EchoBehaviour.Dead, _network[IPAddress.Parse("10.1.2.3")]);

    [Fact]
    public void Ipv6Address_IsNotInAnIpv4Prefix()
    {
        _network[IPNetwork.Parse("0.0.0.0/0")] = EchoBehaviour.Healthy;

        Assert.Same(EchoBehaviour.Dead, _network[IPAddress.Parse("fd00::1")]);
    }

    [Fact]
    public void Remove_OfAPrefix_UncoversTheShorterOne()
    {
        var (address, other) = (IPAddress.Parse("10.1.2.3"), new EchoBehaviour { Copies = 3 });
        _network[IPNetwork.Parse("10.0.0.0/8")] = EchoBehaviour.Healthy;
        _network[address] = other;
        Assert.Same(other, _network[address]);

        Assert.True(_network.Remove(IPNetwork.Parse("10.1.2.3/32")));

        Assert.Same(EchoBehaviour.Healthy, _network[address]);
        Assert.False(_network.Remove(IPNetwork.Parse("10.1.2.3/32")));
    }

    [Theory]
    [InlineData("10.81.0.1", "10.81.0.2")]
    [InlineData("fd00:81::1", "fd00:81::2")]
    public void Cut_SilencesOneHost_UntilItIsRestored(string cut, string other)
    {
        var network = DefaultHosts.Create();
        var before = network[IPAddress.Parse(cut)];

        network.Cut(IPAddress.Parse(cut));

        Assert.Same(EchoBehaviour.Dead, network[IPAddress.Parse(cut)]);
        Assert.Same(before, network[IPAddress.Parse(other)]);
        network.Restore(IPAddress.Parse(cut));
        Assert.Same(before, network[IPAddress.Parse(cut)]);
    }

    [Fact]
    public void Silence_IsOverEveryHost()
    {
        var network = DefaultHosts.Create();
        network.IsSilent = true;

        Assert.Same(EchoBehaviour.Dead, network[IPAddress.Parse("10.81.0.1")]);
    }

    [Fact]
    public void Router_OfTheOtherFamily_IsRefused() => Assert.Throws<ArgumentException>(() =>
        _network[IPNetwork.Parse("10.0.0.0/8")] = new EchoBehaviour { Error = new IcmpError(3, 1), ErrorFrom = DefaultHosts.Router6 });

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public void DefaultHosts_AreOfTwelveKinds(AddressFamily family)
    {
        var network = DefaultHosts.Create();

        var kinds = Enumerable.Range(81, 12).Select(number => network[DefaultHosts.Prefix(number, family).BaseAddress]).ToHashSet();

        Assert.Equal(12, kinds.Count);
    }
}
