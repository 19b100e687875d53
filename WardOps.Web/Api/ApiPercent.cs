namespace WardOps.Web.Api;

/// <summary>Percentages as the API gives them: three digits behind the point.</summary>
internal static class ApiPercent
{
    /// <summary>Never 100 for less than all: 99.9999 is 99.999.</summary>
    public static double? Of(double? percent) => percent is { } p ? p >= 100 ? 100 : Math.Min(Math.Round(p, 3), 99.999) : null;
}
