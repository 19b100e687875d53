using WardOps.Core.History;

namespace WardOps.Tests.Components;

internal sealed class ScriptedHistoryStatus : IHistoryStatus
{
    public HistoryState Current { get; set; } = new(HistoryMode.Embedded, true, null, null, 0, 0);
}
