using System.Globalization;
using WardOps.Bench.Report;

namespace WardOps.Bench.History;

/// <summary>Asks all sides of a question in turn, so that what else the machine does meets all of them alike.</summary>
internal static class Asking
{
    private const int FewestTimes = 3;

    /// <param name="fleet">What the names of the rows begin with.</param>
    /// <param name="questions">What to ask.</param>
    /// <param name="warmUps">How often each is asked before. A server that runs for months is compiled in full after some thirty calls of each kind; these answers are printed, and count for nothing.</param>
    /// <param name="times">How often each side is asked each question.</param>
    /// <param name="most">How long a question may be asked before, and for its figures; three times it is asked in any case. Null for as often as was said.</param>
    /// <param name="isBudgeted">Whether the budgets are meant for this fleet.</param>
    /// <param name="report">Where the rows go.</param>
    public static async Task RunAsync(string fleet, IReadOnlyList<Question> questions, int warmUps, int times, TimeSpan? most, bool isBudgeted, BenchReport report)
    {
        foreach (var question in questions)
        {
            var taken = question.Sides.ToDictionary(s => s.Side, _ => new List<double>());
            var dice = new Random(1);
            var first = question.Sides.ToDictionary(s => s.Side, _ => new List<double>());
            await AskAsync(question, first, warmUps, most, dice);
            await AskAsync(question, taken, times, most, dice);
            foreach (var (side, all) in taken)
            {
                Console.WriteLine($"{fleet} {question.Name}, {side}, first {first[side].Count}, ms: {Listed(first[side])}");
                Console.WriteLine($"{fleet} {question.Name}, {side}, ms: {Listed(all)}");
            }

            Add(fleet, question, taken, isBudgeted, report);
        }
    }

    private static async Task AskAsync(Question question, Dictionary<string, List<double>> taken, int times, TimeSpan? most, Random dice)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < times && (i < FewestTimes || most is null || TimeProvider.System.GetElapsedTime(start) < most); i++)
        {
            var number = dice.Next();
            foreach (var (side, askAsync) in question.Sides)
            {
                var began = TimeProvider.System.GetTimestamp();
                await askAsync(number);
                taken[side].Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }
    }

    private static string Listed(List<double> times) => string.Join(' ', times.Select(t => t.ToString("F1", CultureInfo.InvariantCulture)));

    private static void Add(string fleet, Question question, Dictionary<string, List<double>> taken, bool isBudgeted, BenchReport report)
    {
        var ours = taken[Question.Api];
        foreach (var (side, all) in taken.Where(t => t.Key != Question.Api))
        {
            report.Add(new BenchRow($"{fleet} {question.Name}, p50", "ms", Figures.Median(ours), side, Figures.Median(all)));
        }

        report.Add(new BenchRow($"{fleet} {question.Name}, p95", "ms", Figures.Percentile(ours, 0.95), Budget: isBudgeted ? question.BudgetMs : null));
    }
}
