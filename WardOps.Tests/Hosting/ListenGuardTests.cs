using Microsoft.Extensions.Configuration;
using WardOps.Web.Hosting;

namespace WardOps.Tests.Hosting;

public sealed class ListenGuardTests
{
    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.4.5.6:80;http://[::1]:8080")]
    public void Demand_LoopbackOnly_IsContent(string urls) => ListenGuard.Demand(With(("urls", urls)));

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://localhost:8080;http://192.0.2.7:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("https://noc.example")]
    public void Demand_OtherAddress_RefusesAndSaysHowToMendIt(string urls)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => ListenGuard.Demand(With(("urls", urls))));
        Assert.Contains("WARDOPS_ALLOW_REMOTE=true", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Demand_KestrelEndpoint_IsReadToo()
        => Assert.Throws<InvalidOperationException>(() => ListenGuard.Demand(With(("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80"))));

    [Fact]
    public void Demand_OtherAddressPermitted_IsContent()
        => ListenGuard.Demand(With(("urls", "http://0.0.0.0:8080"), (ListenGuard.Permission, "true")));

    private static IConfigurationRoot With(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
        .Build();
}
