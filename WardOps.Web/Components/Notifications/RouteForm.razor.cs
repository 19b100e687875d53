using Microsoft.AspNetCore.Components;
using WardOps.Core.Alerts;
using WardOps.Core.Devices;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Web.Components.Notifications;

/// <summary>The form of a route, with the route as a sentence below it.</summary>
public sealed partial class RouteForm
{
    private IReadOnlyList<string> _faults = [];

    [Parameter, EditorRequired]
    public required RouteModel Model { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<NotificationChannel> Channels { get; set; }

    /// <summary>Saved, or given up.</summary>
    [Parameter]
    public EventCallback Done { get; set; }

    [Inject]
    public required RouteStore Store { get; init; }

    [Inject]
    public required DeviceCatalog Devices { get; init; }

    private string Sentence => RouteWords.Of(
        Model.ToRoute(Devices.Current),
        id => Channels.FirstOrDefault(c => c.Id == id)?.Name ?? "a channel still to be chosen",
        id => ScopeNames.Of(id, Devices.Current));

    private void Turn(AlertKind kind)
    {
        if (!Model.Kinds.Remove(kind))
        {
            Model.Kinds.Add(kind);
        }
    }

    private async Task SaveAsync()
    {
        try
        {
            _faults = (await Store.SaveAsync(Model.Id, Model.ToRoute(Devices.Current), CancellationToken.None)).Faults;
        }
        catch (Exception ex)
        {
            _faults = [$"It could not be saved: {ex.Message}"];
        }

        if (_faults.Count == 0)
        {
            await Done.InvokeAsync();
        }
    }
}
