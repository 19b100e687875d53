using Microsoft.Extensions.Options;

namespace WardOps.Core.Notifications;

internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var faults = new List<string>();
        Demand(Between(options.PollEvery, 1, 60), "Notifications:PollEvery must be from 1 second to 1 minute.");
        Demand(Between(options.SendTimeout, 1, 120), "Notifications:SendTimeout must be from 1 second to 2 minutes.");
        Demand(Between(options.Lease, 5, 3600), "Notifications:Lease must be from 5 seconds to 1 hour.");
        Demand(options.Lease > options.SendTimeout, "Notifications:Lease must be longer than Notifications:SendTimeout: otherwise a message that is under way is sent again.");
        Demand(options.MaxAttempts is >= 1 and <= 1000, "Notifications:MaxAttempts must be from 1 to 1000.");
        Demand(Between(options.FirstPause, 1, 300), "Notifications:FirstPause must be from 1 second to 5 minutes.");
        Demand(options.LongestPause >= options.FirstPause && options.LongestPause <= TimeSpan.FromHours(6), "Notifications:LongestPause must be at least Notifications:FirstPause, and 6 hours at the most.");
        Demand(options.PerChannel is >= 1 and <= 32, "Notifications:PerChannel must be from 1 to 32.");
        Demand(options.KeepDays is >= 1 and <= 3650, "Notifications:KeepDays must be from 1 to 3650.");
        Demand(options.PublicUrl is null || (options.PublicUrl.IsAbsoluteUri && (options.PublicUrl.Scheme is "http" or "https")), "Notifications:PublicUrl must begin with https:// or http://.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Demand(bool isRight, string fault)
        {
            if (!isRight)
            {
                faults.Add(fault);
            }
        }
    }

    private static bool Between(TimeSpan span, double least, double most) => span.TotalSeconds >= least && span.TotalSeconds <= most;
}
