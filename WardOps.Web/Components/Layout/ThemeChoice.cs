namespace WardOps.Web.Components.Layout;

/// <summary>Dark, light, or whatever the system says.</summary>
public enum ThemeChoice
{
    Auto,
    Dark,
    Light,
}
