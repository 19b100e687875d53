namespace WardOps.Web.Api;

/// <summary>One page of a list of devices.</summary>
/// <param name="Items">The devices of this page.</param>
/// <param name="Total">How many fit the filter, over all pages.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="PageSize">Devices per page.</param>
public sealed record DevicePage(IReadOnlyList<DeviceItem> Items, int Total, int Page, int PageSize);
