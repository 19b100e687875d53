using CsCheck;
using WardOps.Core.History;
using WardOps.Core.History.Reports;

namespace WardOps.Tests.History.Reports;

public sealed class UptimeReportTests
{
    private static readonly DateTimeOffset s_from = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Branches_and_regions_are_the_sums_of_their_devices()
    {
        var report = Of(
            ReportGrouping.Branch,
            Device(1, "Vake", "Tbilisi", new Uptime(90, 10, 0)),
            Device(2, "Vake", "Tbilisi", new Uptime(50, 0, 50), enabled: false),
            Device(3, "Batumi 1", "Achara", default));

        Assert.Equal(["Batumi 1", "Vake"], report.Rows.Select(r => r.Name));
        Assert.Equal((2, 1, new Uptime(140, 10, 50)), (report.Rows[1].Devices, report.Rows[1].DisabledDevices, report.Rows[1].Uptime));
        Assert.Equal(("Tbilisi", "Vake"), (report.Rows[1].Region, report.Rows[1].Branch));
        Assert.Null(report.Rows[0].Uptime.Percent);
        Assert.Equal((3, new Uptime(140, 10, 50)), (report.Fleet.Devices, report.Fleet.Uptime));
    }

    [Fact]
    public void Devices_with_one_name_stay_two_rows()
        => Assert.Equal(2, Of(ReportGrouping.Device, Device(1, "Vake", "Tbilisi", default), Device(2, "Vake", "Tbilisi", default)).Rows.Count);

    [Theory]
    [InlineData(ReportGrouping.Device)]
    [InlineData(ReportGrouping.Branch)]
    [InlineData(ReportGrouping.Region)]
    public void Rows_of_any_grouping_add_up_to_the_fleet(ReportGrouping grouping)
        => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Bool).Array[0, 40].Sample(all =>
        {
            var report = Of(grouping, [.. all.Select((d, i) => Device(i, $"branch {d.Item1}", $"region {d.Item1 / 2}", new Uptime(d.Item2, d.Item3, d.Item4), d.Item5))]);

            Assert.Equal(all.Length, report.Fleet.Devices);
            Assert.Equal(report.Fleet.Devices, report.Rows.Sum(r => r.Devices));
            Assert.Equal(report.Fleet.DisabledDevices, report.Rows.Sum(r => r.DisabledDevices));
            Assert.Equal(
                report.Fleet.Uptime,
                new Uptime(report.Rows.Sum(r => r.Uptime.UpSeconds), report.Rows.Sum(r => r.Uptime.DownSeconds), report.Rows.Sum(r => r.Uptime.UnknownSeconds)));
        });

    private static UptimeReport Of(ReportGrouping grouping, params DeviceReport[] devices)
        => UptimeReport.Of(new FleetReport(s_from, s_from.AddSeconds(100), devices, 0), grouping);

    private static DeviceReport Device(int number, string branch, string region, Uptime uptime, bool enabled = true)
        => new(Rounds.Device(number, "Router", branch, region) with { Enabled = enabled }, uptime);
}
