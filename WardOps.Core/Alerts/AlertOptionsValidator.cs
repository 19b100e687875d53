using Microsoft.Extensions.Options;

namespace WardOps.Core.Alerts;

internal sealed class AlertOptionsValidator : IValidateOptions<AlertOptions>
{
    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        List<string> wrong = [];
        Check(options.BlindAfter >= TimeSpan.Zero && options.BlindAfter <= TimeSpan.FromMinutes(10), $"Alerts:BlindAfter is {options.BlindAfter}; it must be 0 to 10 minutes.");
        Check(options.TogetherWithin >= TimeSpan.FromSeconds(1) && options.TogetherWithin <= TimeSpan.FromMinutes(10), $"Alerts:TogetherWithin is {options.TogetherWithin}; it must be 1 second to 10 minutes.");
        Check(options.LeastTogether is >= 2 and <= 1000, $"Alerts:LeastTogether is {options.LeastTogether}; it must be 2 to 1000.");
        Check(options.SettleFor >= TimeSpan.Zero && options.SettleFor <= TimeSpan.FromMinutes(10), $"Alerts:SettleFor is {options.SettleFor}; it must be 0 to 10 minutes.");
        Check(options.MostWaiting is >= 1_000 and <= 1_000_000, $"Alerts:MostWaiting is {options.MostWaiting}; it must be 1000 to 1000000.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check(bool holds, string otherwise)
        {
            if (!holds)
            {
                wrong.Add(otherwise);
            }
        }
    }
}
