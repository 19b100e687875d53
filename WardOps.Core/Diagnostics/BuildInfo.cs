using System.Reflection;

namespace WardOps.Core.Diagnostics;

/// <summary>Which build this is: shown in the footer and in /healthz, so that an old page or an old process gives itself away.</summary>
public sealed class BuildInfo
{
    /// <summary>Version, and behind a plus sign the commit it was built from where the build knew it.</summary>
    public string Version { get; } = typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>Changes with every compilation of the product.</summary>
    public string BuildId { get; } = typeof(BuildInfo).Module.ModuleVersionId.ToString("N")[..12];
}
