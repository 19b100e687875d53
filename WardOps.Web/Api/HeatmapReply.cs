using WardOps.Core.History.Sums;

namespace WardOps.Web.Api;

/// <summary>Uptime of branches or regions by hours or days.</summary>
/// <param name="Groups">By region, then by name.</param>
/// <param name="StepSeconds">Length of a cell.</param>
/// <param name="AsOf">Up to when the newest cells are known.</param>
internal sealed record HeatmapReply(IReadOnlyList<HeatmapReply.Group> Groups, int StepSeconds, DateTimeOffset AsOf)
{
    public static HeatmapReply Of(UptimeMap map) => new(
        [.. map.Rows.Select(row => new Group(row.Name, row.Region, [.. row.Cells.Select(Cell.Of)]))], (int)map.Step.TotalSeconds, map.AsOf);

    /// <param name="Name">Name of the branch or region.</param>
    /// <param name="Region">Its region; of a region, itself.</param>
    /// <param name="Cells">Oldest first; the last one is under way.</param>
    internal sealed record Group(string Name, string Region, IReadOnlyList<Cell> Cells);

    /// <param name="From">Start of the cell.</param>
    /// <param name="UptimePercent">Up time of the known time of all its devices; null when nothing is known.</param>
    /// <param name="CoveragePercent">Known time of the time that is over.</param>
    internal sealed record Cell(DateTimeOffset From, double? UptimePercent, double CoveragePercent)
    {
        public static Cell Of(UptimeCell cell) => new(
            cell.From, ApiPercent.Of(cell.Uptime.Percent), ApiPercent.Of(cell.Uptime.CoveragePercent));
    }
}
