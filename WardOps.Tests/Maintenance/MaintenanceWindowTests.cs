using CsCheck;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Maintenance;

namespace WardOps.Tests.Maintenance;

/// <summary>What was in force, and what an edit does to it.</summary>
public sealed class MaintenanceWindowTests
{
    private static readonly DateTimeOffset s_start = Works.At("2026-03-27T00:00:00Z");

    private static readonly Gen<WindowPlan> s_plan = Gen.OneOf(
        Gen.Select(Gen.Int[0, 23], Gen.Int[1, 24], (start, hours) => (WindowPlan)Works.Nightly("Europe/Berlin", $"{start:00}:30", hours, "2026-03-26")),
        Gen.Select(Gen.Int[-50, 100], Gen.Int[1, 100], (from, hours) => (WindowPlan)new OneOffPlan(s_start.AddHours(from), s_start.AddHours(from + hours))));

    [Fact]
    public void Window_OutsideOfItsForce_NeverTakesPlace()
    {
        var window = Works.Of(Works.Nightly("UTC", "22:00", 8), inForce: "2026-07-02T23:00:00Z") with { EndedAt = Works.At("2026-07-04T01:00:00Z") };

        Assert.Equal(
            [
                new Occurrence(Works.At("2026-07-02T23:00:00Z"), Works.At("2026-07-03T06:00:00Z")),
                new Occurrence(Works.At("2026-07-03T22:00:00Z"), Works.At("2026-07-04T01:00:00Z")),
            ],
            window.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
        Assert.Equal(Works.At("2026-07-02T23:00:00Z"), window.NextChange(Works.At("2026-07-01T00:00:00Z")));
        Assert.Equal(Works.At("2026-07-04T01:00:00Z"), window.NextChange(Works.At("2026-07-03T23:00:00Z")));
        Assert.Null(window.NextChange(Works.At("2026-07-04T01:00:00Z")));
        Assert.True(window.IsOver(Works.At("2026-07-04T01:00:00Z")));
        Assert.Empty((window with { Enabled = false }).Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
    }

    /// <summary>Whatever is edited, in any order: what took place before an edit took place after it too, and changes are where they are told.</summary>
    [Fact]
    public void Edits_AtRandom_NeverChangeThePast()
        => Gen.Select(Gen.Select(s_plan, Gen.Int[0, 20], Gen.Int[0, 4], (plan, hours, kind) => (Plan: plan, Hours: hours, Kind: kind)).Array[1, 12], Gen.Int[0, 50]).Sample((edits, first) =>
        {
            var now = s_start.AddHours(first);
            List<MaintenanceWindow> windows = [];
            foreach (var edit in edits)
            {
                now = now.AddHours(edit.Hours);
                var before = Covered(windows, now);
                var was = windows.LastOrDefault(w => !w.IsOver(now));
                var step = was is null || edit.Kind == 0 ? MaintenanceChanges.Add(Works.Draft(edit.Plan), Catalog.Empty, "nino", now)
                    : edit.Kind == 1 ? MaintenanceChanges.Update(was, Works.Draft(edit.Plan) with { Enabled = edit.Hours % 3 != 0 }, Catalog.Empty, "gia", now)
                    : edit.Kind == 2 ? MaintenanceChanges.Remove(was, "gia", now)
                    : edit.Kind == 3 ? MaintenanceChanges.EndNow(was, "gia", now)
                    : MaintenanceChanges.Extend(was, now.AddHours(edit.Hours * 3), "gia", now);
                if (step.Changed is { } changed)
                {
                    Assert.Equal(was!.Version + 1, changed.Version);
                }

                windows = [.. windows.Where(w => w.Id != (step.Changed?.Id ?? step.Deleted?.Id)), .. new[] { step.Changed, step.Made }.OfType<MaintenanceWindow>()];
                Assert.Equal(before, Covered(windows, now));
                Assert.True(edit.Kind != 2 || was is null || !step.Edit.IsDone || !(windows.FirstOrDefault(w => w.Id == was.Id)?.IsActive(now) ?? false));
                Assert.All(windows, w => Assert.True(w.NextChange(now) is not { } next || (w.IsActive(now) == w.IsActive(next.AddTicks(-1)) && w.IsActive(next) != w.IsActive(now)) || next - now > TimeSpan.FromDays(30)));
            }
        });

    /// <summary>Every half hour in which somebody was in maintenance.</summary>
    private static List<DateTimeOffset> Covered(List<MaintenanceWindow> windows, DateTimeOffset until)
        => [.. Enumerable.Range(0, 2000).Select(i => s_start.AddDays(-3).AddMinutes(30 * i)).TakeWhile(t => t < until).Where(t => windows.Any(w => w.IsActive(t)))];
}
