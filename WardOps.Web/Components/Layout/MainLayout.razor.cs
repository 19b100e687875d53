using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using WardOps.Core.Diagnostics;

namespace WardOps.Web.Components.Layout;

public sealed partial class MainLayout
{
    private const string StorageKey = "wardops.theme";

    private MudThemeProvider? _provider;
    private ThemeChoice _choice;
    private bool _isDark = true;   // a NOC is dark; the first frame must not flash

    [Inject]
    public required BuildInfo Build { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    private string ThemeIcon => _choice switch
    {
        ThemeChoice.Dark => Icons.Material.Filled.DarkMode,
        ThemeChoice.Light => Icons.Material.Filled.LightMode,
        _ => Icons.Material.Filled.BrightnessAuto,
    };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            var stored = await JS.InvokeAsync<string?>("localStorage.getItem", StorageKey);
            _choice = Enum.TryParse<ThemeChoice>(stored, out var choice) ? choice : ThemeChoice.Auto;
            await ApplyAsync();
        }
    }

    private async Task ChooseAsync(ThemeChoice choice)
    {
        _choice = choice;
        await JS.InvokeVoidAsync("localStorage.setItem", StorageKey, choice.ToString());
        await ApplyAsync();
    }

    private async Task ApplyAsync()
    {
        _isDark = _choice == ThemeChoice.Dark || (_choice == ThemeChoice.Auto && await _provider!.GetSystemDarkModeAsync());
        StateHasChanged();
    }

    private void SystemChanged(bool isDark) => _isDark = _choice == ThemeChoice.Auto ? isDark : _isDark;
}
