using WardOps.Core.Alerts;

namespace WardOps.Web.Components.Live;

/// <summary>
/// Says which alerts a browser has on its screen. Blazor calls OnAfterRender when the browser has confirmed that it has drawn, so that is the
/// moment; all rows of one drawing are told of together. One for each circuit, on its thread.
/// </summary>
public sealed class ShownAlerts(AlertDesk desk)
{
    private readonly List<Guid> _ids = [];

    /// <summary>It is on the screen now. Only what nobody has seen yet is worth telling.</summary>
    public void Add(Alert alert)
    {
        if (!alert.IsOpen || alert.ShownAt is not null)
        {
            return;
        }

        _ids.Add(alert.Id);
        if (_ids.Count == 1)
        {
            _ = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        await Task.Yield();   // the rows beside it come first
        Guid[] ids = [.. _ids];
        _ids.Clear();
        desk.Shown(ids);
    }
}
