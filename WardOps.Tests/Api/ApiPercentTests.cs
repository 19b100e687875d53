using WardOps.Web.Api;

namespace WardOps.Tests.Api;

public sealed class ApiPercentTests
{
    [Theory]
    [InlineData(100, 100)]
    [InlineData(99.99961, 99.999)]   // one round down in 30 days
    [InlineData(99.9999999, 99.999)]
    [InlineData(50.12345, 50.123)]
    [InlineData(0.0004, 0.001)]
    [InlineData(0, 0)]
    public void Of_IsAllOrNothingOnlyWhereItIs(double percent, double told) => Assert.Equal(told, ApiPercent.Of(percent));

    [Fact]
    public void Of_WhatIsNotKnown_IsNull() => Assert.Null(ApiPercent.Of(null));
}
