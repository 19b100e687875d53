namespace WardOps.Web.Api;

/// <summary>All rules.</summary>
/// <param name="Items">By name, the disabled ones too.</param>
/// <param name="Total">How many.</param>
internal sealed record AlertRuleList(IReadOnlyList<AlertRuleItem> Items, int Total);
