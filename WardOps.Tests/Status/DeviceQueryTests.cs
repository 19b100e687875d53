using WardOps.Core.Devices;
using WardOps.Core.Status;
using WardOps.Tests.Live;

namespace WardOps.Tests.Status;

public sealed class DeviceQueryTests
{
    private readonly BoardScript _script = new(devices: 4);

    public DeviceQueryTests() => _script.Catalog.Swap(
    [
        Device(1, "Batumi-Router", "127.64.0.100", "ბათუმი", "Achara", "Router"),
        Device(2, "batumi-atm", "127.64.0.20", "ბათუმი", "Achara", "ATM"),
        Device(3, "Gori-Router", "127.64.0.3", "Gori", "Shida Kartli", "Router"),
        Device(4, "ხობი-ATM", "127.64.1.4", "ხობი", "Samegrelo", "ATM"),
    ]);

    [Fact]
    public void Apply_NoRestriction_PutsProblemsFirstNewestOnTop()
    {
        _script.Answer(5, 1, 2, 3, 4);
        _script.Fail(3);
        _script.Fail(1);

        Assert.Equal([1, 3, 2, 4], Numbers(new DeviceQuery()));
    }

    [Theory]
    [InlineData("BATUMI", 1, 2)]
    [InlineData("ბათ", 1, 2)]
    [InlineData("127.64.0.", 1, 2, 3)]
    [InlineData("atm", 2, 4)]
    [InlineData("nowhere")]
    public void Apply_Search_LooksAtNameAddressAndBranch(string search, params int[] expected)
    {
        _script.Quiet();
        Assert.Equal(expected, Numbers(new DeviceQuery(Search: search)).Order());
    }

    [Fact]
    public void Apply_SortByAddress_CountsAsNumbersNotAsText()
    {
        _script.Quiet();
        Assert.Equal([3, 2, 1, 4], Numbers(new DeviceQuery(Sort: DeviceSort.Ip)));
        Assert.Equal([4, 1, 2, 3], Numbers(new DeviceQuery(Sort: DeviceSort.Ip, Descending: true)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_SortBySince_PutsWhatHasNoValueLastEitherWay(bool descending)
    {
        _script.Answer(5, 1, 2);
        Assert.Equal([3, 4], Numbers(new DeviceQuery(Sort: DeviceSort.Since, Descending: descending))[2..].Order());
    }

    [Fact]
    public void Apply_AllFilters_NarrowTogether()
    {
        _script.Answer(5, 1, 2, 3, 4);
        Assert.Equal([1], Numbers(new DeviceQuery(DeviceStatus.Up, "ბათუმი", "Achara", "Router", "router")));
        Assert.Empty(Numbers(new DeviceQuery(DeviceStatus.Down, "ბათუმი")));
    }

    [Theory]
    [InlineData("down", "ბათუმი & co", "Achara", "ATM", "a=b", "-since")]
    [InlineData(null, null, null, null, null, null)]
    [InlineData("up", null, "Kvemo Kartli", null, null, "ip")]
    public void Parse_WhatToQueryStringWrote_IsTheSameQuery(string? status, string? branch, string? region, string? type, string? search, string? sort)
    {
        List<string> faults = [];
        var query = DeviceQuery.Parse(status, branch, region, type, search, sort, faults);

        var parts = query.ToQueryString().TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        string? Part(string name) => parts.GetValueOrDefault(name);
        Assert.Equal(query, DeviceQuery.Parse(Part("status"), Part("branch"), Part("region"), Part("device_type"), Part("search"), Part("sort"), faults));
        Assert.Empty(faults);
    }

    [Fact]
    public void Parse_UnknownWords_SaysWhichWordsThereAre()
    {
        List<string> faults = [];

        var query = DeviceQuery.Parse("sideways", null, null, null, null, "colour", faults);

        Assert.Equal(new DeviceQuery(), query);
        Assert.Equal(["status must be one of up, down, unreachable, unknown.", "sort must be one of name, ip, status, branch, region, device_type, rtt_ms, loss_percent, since."], faults);
    }

    private static WatchedDevice Device(int number, string name, string ip, string branch, string region, string type)
        => new(0, BoardScript.Id(number), name, System.Net.IPAddress.Parse(ip), branch, region, type, null, true);

    private int[] Numbers(DeviceQuery query) => [.. query.Apply(_script.Board.Current).Select(s => BitConverter.ToInt32(s.Device.Id.ToByteArray()))];
}
