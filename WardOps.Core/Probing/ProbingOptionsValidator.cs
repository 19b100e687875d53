using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>Says everything that is wrong with the options at once, by the keys that the operator wrote.</summary>
internal sealed class ProbingOptionsValidator : IValidateOptions<ProbingOptions>
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);

    public ValidateOptionsResult Validate(string? name, ProbingOptions options)
    {
        var faults = new List<string>();
        Check(
            options.Interval >= TimeSpan.FromSeconds(1) && options.Interval <= TimeSpan.FromHours(1) && options.Interval.Ticks % TimeSpan.TicksPerSecond == 0,
            $"Probing:Interval must be 1 second to 1 hour, in whole seconds; it is {options.Interval}.");
        Check(options.EchoesPerRound is >= 1 and <= 20, $"Probing:EchoesPerRound must be 1 to 20; it is {options.EchoesPerRound}.");
        Check(
            ProbePolicy.IsTimeout(options.Timeout, options.Interval),
            $"Probing:Timeout must be 50 milliseconds up to 10 seconds and to Probing:Interval, in steps of 50 milliseconds; it is {options.Timeout}.");
        Check(options.DownAfter is >= 2 and <= 100, $"Probing:DownAfter must be 2 to 100 echoes, since one lost packet is no outage; it is {options.DownAfter}.");
        Check(options.UpAfter is >= 1 and <= 100, $"Probing:UpAfter must be 1 to 100 echoes; it is {options.UpAfter}.");
        Check(
            options.ConfirmationSpacing >= s_shortest && options.ConfirmationSpacing <= TimeSpan.FromSeconds(10),
            $"Probing:ConfirmationSpacing must be 50 milliseconds to 10 seconds; it is {options.ConfirmationSpacing}.");
        Check(
            options.RenewFlowAfter >= TimeSpan.FromSeconds(10) && options.RenewFlowAfter <= TimeSpan.FromDays(1),
            $"Probing:RenewFlowAfter must be 10 seconds to 1 day; it is {options.RenewFlowAfter}.");
        faults.AddRange(options.Anchors.Select(AnchorRules.WhyNot).OfType<string>());
        Check(
            options.TickInterval >= s_shortest && options.TickInterval <= options.Interval,
            $"Probing:TickInterval must be 50 milliseconds up to Probing:Interval; it is {options.TickInterval}.");
        Check(Enum.IsDefined(options.Transport), $"Probing:Transport must be Auto, Managed or Simulated; it is {options.Transport}.");
        Check(
            options.ReceiveBufferBytes is >= 64 * 1024 and <= 256 * 1024 * 1024,
            $"Probing:ReceiveBufferBytes must be 65536 to 268435456; it is {options.ReceiveBufferBytes}.");
        if (options.Interval > TimeSpan.Zero)
        {
            // Together with the common settings those of a type say something only when the common ones are right.
            var policy = options.ToPolicy();
            var areRight = faults.Count == 0;
            var tooSoon = areRight ? policy.WhyTooSoon(policy.Standard, "Probing:") : null;
            faults.AddRange(options.Types.SelectMany(type =>
                areRight ? policy.Faults(null, type.Value, $"Probing:Types:{type.Key}:") : policy.Faults(type.Value, $"Probing:Types:{type.Key}:")));
            Check(tooSoon is null, tooSoon ?? "");
        }

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
