using Microsoft.Extensions.Options;

namespace WardOps.Core.Status;

internal sealed class StatusOptionsValidator : IValidateOptions<StatusOptions>
{
    public ValidateOptionsResult Validate(string? name, StatusOptions options)
    {
        List<string> faults = [];
        if (options.UnknownAfterIntervals is < 2 or > 100) { faults.Add("Status:UnknownAfterIntervals must be from 2 to 100."); }
        if (options.RecentChanges is < 1 or > 1000) { faults.Add("Status:RecentChanges must be from 1 to 1000."); }
        if (options.Node is not { Length: >= 1 and <= 100 }) { faults.Add("Status:Node must have 1 to 100 characters."); }
        if (options.ParentPatience < TimeSpan.FromSeconds(1) || options.ParentPatience > TimeSpan.FromMinutes(5)) { faults.Add($"Status:ParentPatience must be 1 second to 5 minutes; it is {options.ParentPatience}."); }
        faults.AddRange(options.Flapping.Faults("Status:"));
        faults.AddRange(faults.Count > 0 ? [] : options.Types.Keys.SelectMany(type => options.FlappingOf(type).Faults($"Status:Types:{type}:")));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
