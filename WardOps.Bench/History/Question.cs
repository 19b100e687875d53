namespace WardOps.Bench.History;

/// <summary>Something that people ask of history, and the ways it is answered.</summary>
/// <param name="Name">In words.</param>
/// <param name="BudgetMs">What design.md allows for 95 of 100 answers of the API at 10,000 devices, in milliseconds; null where it names none.</param>
/// <param name="Sides">Who answers, each by its name; given a random number, asks and reads the whole answer.</param>
internal sealed record Question(string Name, double? BudgetMs, IReadOnlyList<(string Side, Func<int, Task> AskAsync)> Sides)
{
    /// <summary>Side whose figures are ours.</summary>
    public const string Api = "WardOps API";

    public const string Victoria = "victoria-metrics, asked directly";

    public const string Postgres = "PostgreSQL ping_results";
}
