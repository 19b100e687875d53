using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace WardOps.Core.Devices.Names;

/// <summary>What is known of the host names of all devices. Readable from any thread.</summary>
public sealed class HostNames
{
    private readonly ConcurrentDictionary<string, NameState> _states = new(StringComparer.Ordinal);

    public NameState this[string name]
    {
        get => _states.GetValueOrDefault(name, NameState.Unasked);
        internal set => _states[name] = value;
    }

    /// <summary>Forgets the names that no device has any more.</summary>
    internal void Keep(IReadOnlySet<string> names)
    {
        foreach (var name in _states.Keys.Where(name => !names.Contains(name)))
        {
            _states.TryRemove(name, out _);
        }
    }

    /// <summary>The name in the one form in which it is stored: lower case, in ASCII (RFC 5891), without a dot at its end; null if it is none (RFC 1123 section 2.1).</summary>
    public static string? Normal(string text)
    {
        var name = text.Trim();
        name = name.EndsWith('.') ? name[..^1] : name;   // one dot ends a name (RFC 1034 section 3.1), two are a slip
        try
        {
            name = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        // A last label of digits only would be a mistyped address: "10.1", "10.0.0.300".
        var labels = name.Split('.');
        return name.Length <= 253 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) && !IPAddress.TryParse(name, out _) ? name : null;
    }

    private static bool IsLabel(string label)
        => label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
