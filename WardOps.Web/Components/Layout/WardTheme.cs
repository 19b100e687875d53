using MudBlazor;

namespace WardOps.Web.Components.Layout;

/// <summary>The colours. The library's own fail the contrast of WCAG AA for success, warning and info; these pass it on their backgrounds in both themes.</summary>
public static class WardTheme
{
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f6f5f",
            PrimaryContrastText = "#ffffff",
            Secondary = "#2c3e50",
            Background = "#f4f6f8",
            Surface = "#ffffff",
            AppbarBackground = "#2c3e50",
            AppbarText = "#ffffff",
            TextPrimary = "#1b2733",
            TextSecondary = "#4a5a68",
            Success = "#1b7a4b",
            Error = "#c62828",
            Warning = "#8a5a00",
            Info = "#1f5fa8",
            LinesDefault = "#d5dce2",
            TableLines = "#e3e8ec",
            Divider = "#d5dce2",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#72cfb8",
            PrimaryContrastText = "#0d1820",
            Secondary = "#9fb3c4",
            Background = "#10181f",
            Surface = "#18232c",
            AppbarBackground = "#16212a",
            AppbarText = "#e8eef2",
            TextPrimary = "#e8eef2",
            TextSecondary = "#a9b8c4",
            Success = "#4cc38a",
            SuccessContrastText = "#08130d",
            Error = "#ff7b72",
            ErrorContrastText = "#1f0705",
            Warning = "#f0b849",
            WarningContrastText = "#1d1503",
            Info = "#79b8ff",
            InfoContrastText = "#06121f",
            LinesDefault = "#2b3a46",
            TableLines = "#24323d",
            Divider = "#2b3a46",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "Noto Sans Georgian", "sans-serif"] } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
