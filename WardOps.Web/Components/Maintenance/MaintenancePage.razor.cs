using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WardOps.Core.Maintenance;
using WardOps.Core.Status;

namespace WardOps.Web.Components.Maintenance;

/// <summary>Who is being worked on now, who will be, and who was.</summary>
public sealed partial class MaintenancePage
{
    /// <summary>Until people sign in.</summary>
    internal const string By = "NOC";

    private const int MostPast = 50;

    private static readonly TimeSpan s_longer = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(5);

    private List<WindowRow> _now = [];
    private List<WindowRow> _upcoming = [];
    private List<WindowRow> _past = [];
    private int _pastAll;
    private int _inMaintenance;
    private DateTimeOffset _looked;
    private TimeZoneInfo? _zone;
    private string? _trouble;
    private bool _isOpen;
    private MaintenanceWindow? _edited;

    [Inject]
    public required MaintenanceWindows Windows { get; init; }

    [Inject]
    public required MaintenanceEditor Editor { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Windows.Swapped += OnSwapped;
        Look();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await BrowserZone.ReadAsync(JS) is { } zone)
        {
            _zone = zone;
            StateHasChanged();
        }
    }

    protected override Task OnBoardAsync()
    {
        if ((Time.GetUtcNow() - _looked).Duration() >= s_lookEvery)
        {
            Look();
        }

        _inMaintenance = Count();
        return Task.CompletedTask;
    }

    protected override ValueTask DisposePageAsync()
    {
        Windows.Swapped -= OnSwapped;
        return ValueTask.CompletedTask;
    }

    // On the thread of whoever changed a window, who must not wait for a browser.
    private void OnSwapped() => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });

    private int Count() => Board.States.Count(s => (s.Flags & DeviceFlags.Maintenance) != 0);

    private void Look()
    {
        var (now, catalog) = (Time.GetUtcNow(), Board.Catalog);
        var all = Windows.Current.Windows.ToLookup(w => w.IsOver(now) ? "past" : w.IsActive(now) ? "now" : "upcoming");
        _looked = now;
        _now = [.. all["now"].Select(w => WindowRow.Of(w, catalog, now)).OrderBy(r => r.Moment)];
        _upcoming = [.. all["upcoming"].Select(w => WindowRow.Of(w, catalog, now)).OrderBy(r => r.Moment ?? DateTimeOffset.MaxValue)];
        _past = [.. all["past"].OrderByDescending(w => w.EndedAt ?? w.CreatedAt).Take(MostPast).Select(w => WindowRow.Of(w, catalog, now)).OrderByDescending(r => r.Moment)];
        _pastAll = all["past"].Count();
        _inMaintenance = Count();
    }

    private void Open(MaintenanceWindow? window) => (_isOpen, _edited, _trouble) = (_zone is not null, window, null);

    private void Close() => (_isOpen, _edited) = (false, null);

    private async Task<IReadOnlyList<string>> SaveAsync(MaintenanceDraft draft)
    {
        var edit = await TryAsync(_edited is { } window ? Editor.UpdateAsync(window.Id, window.Version, draft, By, CancellationToken.None) : Editor.AddAsync(draft, By, CancellationToken.None));
        if (edit.IsDone)
        {
            Close();
            StateHasChanged();
        }

        return edit.Faults;
    }

    private async Task ExtendAsync(MaintenanceWindow window)
        => Tell(await TryAsync(Editor.ExtendAsync(window.Id, (window.Next(Time.GetUtcNow())?.To ?? Time.GetUtcNow()) + s_longer, By, CancellationToken.None)));

    private async Task EndAsync(MaintenanceWindow window) => Tell(await TryAsync(Editor.EndNowAsync(window.Id, By, CancellationToken.None)));

    private async Task DeleteAsync(MaintenanceWindow window) => Tell(await TryAsync(Editor.RemoveAsync(window.Id, By, CancellationToken.None)));

    private void Tell(MaintenanceEdit edit) => _trouble = edit.IsDone ? null : string.Join(' ', edit.Faults);

    /// <summary>A store that is away is told in words, and ends no page.</summary>
    internal static async Task<MaintenanceEdit> TryAsync(Task<MaintenanceEdit> change)
    {
        try
        {
            return await change;
        }
        catch (Exception ex) when (ex is DbException or DbUpdateException or TimeoutException)
        {
            return MaintenanceEdit.Refused("The device store could not be written. Wait until it is there again, and repeat your change.");
        }
    }
}
