namespace WardOps.Core.History.Reading;

/// <summary>
/// Percentiles of the round-trip times of the rounds with a reply, in milliseconds; null without one. Between two neighbours the value is
/// interpolated: with n values in order it lies at place (n - 1) x q (method 7 of Hyndman and Fan, "Sample Quantiles in Statistical
/// Packages", 1996; the one that VictoriaMetrics and PostgreSQL's percentile_cont use).
/// </summary>
public readonly record struct RttPercentiles(double? P50, double? P95, double? P99);
