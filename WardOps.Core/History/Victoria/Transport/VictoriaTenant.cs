using System.Globalization;

namespace WardOps.Core.History.Victoria.Transport;

/// <summary>Whose data it is in a VictoriaMetrics cluster.</summary>
internal readonly record struct VictoriaTenant(uint Account, uint Project)
{
    /// <summary>Reads "account" or "account:project", two numbers of 32 bits; the project is 0 if left out.</summary>
    public static bool TryParse(string text, out VictoriaTenant tenant)
    {
        tenant = default;
        var parts = text.Split(':');
        if (parts.Length > 2 || !TryRead(parts[0], out var account))
        {
            return false;
        }

        uint project = 0;
        if (parts.Length == 2 && !TryRead(parts[1], out project))
        {
            return false;
        }

        tenant = new VictoriaTenant(account, project);
        return true;
    }

    /// <summary>As it stands in a path.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Account}:{Project}");

    private static bool TryRead(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
