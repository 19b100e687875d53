using Microsoft.Extensions.Options;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History;

/// <summary>Says everything that is wrong with the options at once, by the keys that the operator wrote.</summary>
internal sealed class HistoryOptionsValidator : IValidateOptions<HistoryOptions>
{
    public ValidateOptionsResult Validate(string? name, HistoryOptions options)
    {
        var faults = new List<string>(options.Unreadable);
        VictoriaSettings.Routes(options.Victoria, faults);
        Check(options.RetentionMonths is >= 1 and <= 1200, $"VICTORIA_RETENTION_PERIOD must be 1 to 1200 months; it is {options.RetentionMonths}.");
        Check(
            options.BacklogBytes is >= 1024 * 1024 and <= 16L * 1024 * 1024 * 1024,
            $"History:BacklogBytes must be 1048576 to 17179869184; it is {options.BacklogBytes}.");
        Check(
            options.SpoolBytes is >= 16L * 1024 * 1024 and <= 1024L * 1024 * 1024 * 1024,
            $"History:SpoolBytes must be 16777216 to 1099511627776; it is {options.SpoolBytes}.");
        Check(
            options.SpoolAge >= TimeSpan.FromMinutes(1) && options.SpoolAge <= TimeSpan.FromDays(400),
            $"History:SpoolAge must be 00:01:00 to 400.00:00:00; it is {options.SpoolAge:c}.");
        Check(
            options.Victoria.IsExternal || options.VictoriaBinary is null || File.Exists(options.VictoriaBinary),
            $"History:VictoriaBinary must be a file; there is none at '{options.VictoriaBinary}'.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool isRight, string fault)
        {
            if (!isRight)
            {
                faults.Add(fault);
            }
        }
    }
}
