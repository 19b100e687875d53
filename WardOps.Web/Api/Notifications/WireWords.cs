namespace WardOps.Web.Api.Notifications;

/// <summary>Members of enumerations as the API writes them: in lower case.</summary>
internal static class WireWords
{
    public static string Of<T>(T value)
        where T : struct, Enum
        => value.ToString().ToLowerInvariant();

    /// <summary>The member of this name; otherwise a fault that names them all.</summary>
    public static T Read<T>(string? word, T otherwise, string field, List<string> faults)
        where T : struct, Enum
    {
        if (word is null)
        {
            return otherwise;
        }

        if (Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(word.FirstOrDefault()))
        {
            return value;
        }

        faults.Add($"{field} must be one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}; it is '{ApiProblems.Short(word)}'.");
        return otherwise;
    }
}
