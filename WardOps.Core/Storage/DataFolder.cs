using Microsoft.Extensions.Configuration;

namespace WardOps.Core.Storage;

/// <summary>Where WardOps keeps its files; exists from the moment it is asked for.</summary>
public sealed class DataFolder
{
    /// <summary>Configuration key and environment variable.</summary>
    public const string Key = "WARDOPS_DATA";

    public DataFolder(IConfiguration configuration)
    {
        Path = System.IO.Path.GetFullPath(configuration[Key] is { Length: > 0 } path ? path : "./data");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);
}
