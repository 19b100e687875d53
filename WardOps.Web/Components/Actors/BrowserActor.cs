using Microsoft.JSInterop;
using WardOps.Core.Alerts;

namespace WardOps.Web.Components.Actors;

/// <summary>A name that somebody gave himself, kept in his browser. One for each circuit.</summary>
internal sealed class BrowserActor(IJSRuntime js) : IActor
{
    private const string Script = "./Components/Actors/ActorField.razor.js";

    private bool _isFound;

    public string? Name { get; private set; }

    public bool IsGiven => false;

    public event Action? Changed;

    public async ValueTask FindAsync()
    {
        if (_isFound)
        {
            return;
        }

        _isFound = true;
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", Script);
            Take(await module.InvokeAsync<string?>("read"));
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone
        }
    }

    public async ValueTask KeepAsync(string name)
    {
        Take(name);
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", Script);
            await module.InvokeVoidAsync("keep", Name);
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone; whoever opens another one is asked again
        }
    }

    private void Take(string? name)
    {
        // What stands in a browser may be anything.
        var text = name?.Trim();
        text = string.IsNullOrEmpty(text) ? null : text[..Math.Min(text.Length, AlertDesk.MostName)];
        if (text is not null && text != Name)
        {
            Name = text;
            Changed?.Invoke();
        }
    }
}
