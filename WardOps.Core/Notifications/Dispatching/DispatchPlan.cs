namespace WardOps.Core.Notifications.Dispatching;

/// <summary>What is sent now, and what not at all. What is in neither waits on.</summary>
/// <param name="Deliveries">Messages that are due.</param>
/// <param name="Withheld">Lines that are not to be told after all.</param>
internal sealed record DispatchPlan(IReadOnlyList<PlannedDelivery> Deliveries, IReadOnlyList<NotificationLine> Withheld);
