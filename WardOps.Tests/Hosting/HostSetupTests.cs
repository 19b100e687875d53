using WardOps.Web.Hosting;

namespace WardOps.Tests.Hosting;

public sealed class HostSetupTests
{
    [Fact]
    public void Options_DemoBeforeAnotherOption_LeavesThatOptionWhole()
        => Assert.Equal(["--contentRoot", "/srv/wardops"], HostSetup.Options(["--demo", "--contentRoot", "/srv/wardops"]).Args!);

    [Fact]
    public void Options_ContentRootIsTold_IsNotOverruled()
        => Assert.Null(HostSetup.Options(["--contentRoot=/srv/wardops"]).ContentRootPath);
}
