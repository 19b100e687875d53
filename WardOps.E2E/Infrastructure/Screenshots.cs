using Microsoft.Playwright;

namespace WardOps.E2E.Infrastructure;

/// <summary>Pictures of every page, kept beside the test results for people to look at.</summary>
internal static class Screenshots
{
    private static readonly string s_folder = Path.Combine(AppProcess.WebFolder(), "..", "artifacts", "screenshots");

    public static Task KeepAsync(IPage page, string name)
        => page.ScreenshotAsync(new() { Path = Path.Combine(s_folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
}
