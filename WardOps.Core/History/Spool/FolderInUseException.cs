namespace WardOps.Core.History.Spool;

/// <summary>Another process has this folder.</summary>
internal sealed class FolderInUseException(string folder, string owner)
    : IOException($"Another WardOps{owner} uses {folder}.");
