using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Status;

/// <summary>The monitor cannot believe what it sees: statuses stand as they were until it can again, or until they are too old.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Reason">The same for people.</param>
/// <param name="Since">Wall clock of the first tick that was not believed.</param>
public sealed record Blindness(SightProblem Problem, string Reason, DateTimeOffset Since)
{
    /// <summary>The blindness after one more tick; null while the sight is clear. Its words stay as long as the problem does: figures that change four times a second would be as many messages.</summary>
    public static Blindness? Next(Blindness? was, Sight sight, DateTimeOffset at) => sight.IsClear ? null
        : was?.Problem == sight.Problem ? was
        : new Blindness(sight.Problem, sight.Reason ?? sight.Problem.ToString(), was?.Since ?? at);
}
