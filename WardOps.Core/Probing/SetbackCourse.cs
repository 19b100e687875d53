namespace WardOps.Core.Probing;

/// <summary>How rounds are numbered after the wall clock was set back.</summary>
public enum SetbackCourse
{
    /// <summary>By the clock: the numbers it shows now were never given.</summary>
    Following,

    /// <summary>Ahead of the clock, a little slower than it, so that it catches up.</summary>
    Ahead,

    /// <summary>By the clock, with numbers that were given once before: such rounds are watched by, and not recorded.</summary>
    Repeated,
}
