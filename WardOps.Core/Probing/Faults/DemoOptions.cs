namespace WardOps.Core.Probing.Faults;

/// <summary>The demo. Configuration section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Whether the scripted faults of the demo fleet are injected: its replies are really received, and some are then thrown away or held back.</summary>
    public bool Faults { get; set; }
}
