namespace WardOps.Core.History.Spool;

/// <summary>Another process has this spool.</summary>
internal sealed class SpoolInUseException(string folder, string owner)
    : IOException($"Another WardOps{owner} uses {folder}.");
