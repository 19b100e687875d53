using Microsoft.Extensions.Options;

namespace WardOps.Core.Devices.Names;

internal sealed class NameOptionsValidator : IValidateOptions<NameOptions>
{
    public ValidateOptionsResult Validate(string? name, NameOptions options)
    {
        List<string> faults = [];
        Check(options.Refresh, TimeSpan.FromSeconds(5), TimeSpan.FromDays(1), "Names:Refresh must be 5 seconds to 1 day");
        Check(options.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "Names:Retry must be 1 second to 1 hour");
        Check(options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), "Names:Timeout must be 100 milliseconds to 1 minute");
        if (options.GiveUpAfter is < 1 or > 100)
        {
            faults.Add($"Names:GiveUpAfter must be 1 to 100; it is {options.GiveUpAfter}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(TimeSpan value, TimeSpan least, TimeSpan most, string rule)
        {
            if (value < least || value > most)
            {
                faults.Add($"{rule}; it is {value}.");
            }
        }
    }
}
