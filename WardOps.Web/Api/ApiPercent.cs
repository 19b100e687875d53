namespace WardOps.Web.Api;

/// <summary>Percentages as the API gives them: three digits behind the point.</summary>
internal static class ApiPercent
{
    /// <summary>Never 100 for less than all, nor 0 for more than nothing: 99.9999 is 99.999, and 0.0001 is 0.001.</summary>
    public static double Of(double percent) => percent >= 100 ? 100 : percent <= 0 ? 0 : Math.Clamp(Math.Round(percent, 3), 0.001, 99.999);

    /// <summary>The same of what may not be known.</summary>
    public static double? Of(double? percent) => percent is { } p ? Of(p) : null;
}
