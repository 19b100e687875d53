using System.Collections;
using WardOps.Core.History.Reports;

namespace WardOps.Tests.Integration;

/// <summary>Rows that are made while they are read; the last of them only when somebody says so, or never.</summary>
internal sealed class GatedRows(int count, Func<int, ReportRow> make, Action beforeTheLast) : IReadOnlyList<ReportRow>
{
    private int _made;

    public int Made => Volatile.Read(ref _made);

    public int Count => count;

    public ReportRow this[int index] => make(index);

    public IEnumerator<ReportRow> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
        {
            if (i == count - 1)
            {
                beforeTheLast();
            }

            Interlocked.Increment(ref _made);
            yield return make(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
