using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WardOps.Web.Components.Scripts;

/// <summary>A part of a page that a script beside it draws: Blazor renders the frame once, and the browser owns what is inside.</summary>
/// <remarks>The script exports <c>start(root, ...)</c>, which returns an object with <c>stop()</c>.</remarks>
public abstract class ScriptPart : ComponentBase, IAsyncDisposable
{
    private IJSObjectReference? _module;
    private bool _isGone;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>The element that it draws into.</summary>
    protected ElementReference Root { get; set; }

    /// <summary>What <c>start</c> returned; null until then.</summary>
    protected IJSObjectReference? Drawing { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        try
        {
            if (Drawing is not null)
            {
                await Drawing.InvokeVoidAsync("stop");
                await Drawing.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone, and the drawing went with it
        }

        GC.SuppressFinalize(this);
    }

    protected override bool ShouldRender() => false;

    /// <summary>Loads the script and begins. Once, after the first rendering.</summary>
    /// <param name="script">Path of the script, from "./Components/" on.</param>
    /// <param name="arguments">What <c>start</c> gets after the root.</param>
    protected async Task StartAsync(string script, params object?[] arguments)
    {
        _module = await JS.InvokeAsync<IJSObjectReference>("import", "./Components/" + script);
        Drawing = await _module.InvokeAsync<IJSObjectReference>("start", [Root, .. arguments]);
        if (_isGone)
        {
            await DisposeAsync();   // the page was left while the script was on its way
        }
    }
}
