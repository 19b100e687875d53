using System.Net;
using System.Net.Sockets;

namespace WardOps.Core.Devices.Names;

/// <summary>What follows from an answer of the resolver. Pure.</summary>
public static class NameRules
{
    /// <summary>A name that resolved. It keeps the address it has for as long as that is among the answers, since many names have several in changing order; else IPv4 comes first.</summary>
    /// <param name="was">What was known.</param>
    /// <param name="answers">At least one address.</param>
    /// <param name="now">When the answer came, on the monotonic clock.</param>
    /// <param name="options">How long it holds.</param>
    public static NameState Resolved(NameState was, IReadOnlyCollection<IPAddress> answers, TimeSpan now, NameOptions options)
    {
        var kept = was.Address is { } address && answers.Contains(address) ? address : null;
        var first = answers.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? answers.First();
        return new NameState(kept ?? first, 0, now + options.Refresh, null);
    }

    /// <summary>A name that did not resolve. Its last address is kept for a few questions more.</summary>
    public static NameState Failed(NameState was, string problem, TimeSpan now, NameOptions options)
    {
        var failures = was.Failures + 1;
        return new NameState(failures >= options.GiveUpAfter ? null : was.Address, failures, now + options.Retry, problem);
    }
}
