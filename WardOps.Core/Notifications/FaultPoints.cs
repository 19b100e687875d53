namespace WardOps.Core.Notifications;

/// <summary>Where tests let the notifier die. In production nothing happens there.</summary>
internal sealed class FaultPoints
{
    /// <summary>Called at each step; what it throws ends the work there, as the end of the process would.</summary>
    public Action<NotificationStep>? Reached { get; set; }

    public void At(NotificationStep step) => Reached?.Invoke(step);
}
