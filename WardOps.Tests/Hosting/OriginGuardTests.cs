using Microsoft.AspNetCore.Http;
using WardOps.Web.Hosting;

namespace WardOps.Tests.Hosting;

public sealed class OriginGuardTests
{
    [Theory]
    [InlineData("", true)]                              // a program
    [InlineData("http://localhost:8080", true)]
    [InlineData("https://localhost:8080", true)]        // behind a proxy that ends TLS
    [InlineData("http://LOCALHOST:8080", true)]
    [InlineData("http://localhost:8081", false)]
    [InlineData("http://localhost", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]                         // a sandboxed frame
    public void IsSame_OnlyOurOwnPagesAndPrograms(string origin, bool same)
        => Assert.Equal(same, OriginGuard.IsSame(origin, new HostString("localhost", 8080)));
}
