using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace WardOps.Core.History.Spool;

/// <summary>
/// Makes a folder ours: a file in it that is held open, and locked by the kernel. A process that is killed loses the lock, so nothing
/// has to be cleaned up after it.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "lock";

    /// <summary>Holds the process id, for people: .NET cannot read a file that is locked.</summary>
    private const string OwnerName = "owner";

    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly SafeFileHandle _file;

    private FolderLock(SafeFileHandle file) => _file = file;

    /// <exception cref="FolderInUseException">Another process has it.</exception>
    /// <exception cref="IOException">The lock cannot be made.</exception>
    public static FolderLock Take(string folder)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException ex) when (ex.HResult is WouldBlock or SharingViolation)
        {
            throw new FolderInUseException(folder, OwnerOf(folder));
        }

        try
        {
            File.WriteAllText(Path.Combine(folder, OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // The lock holds without it, and a full disk must not cost it.
        }

        return new FolderLock(file);
    }

    /// <summary>Whether a file of the folder belongs to the lock.</summary>
    public static bool IsOurs(string name) => name is FileName or OwnerName;

    public void Dispose() => _file.Dispose();

    private static string OwnerOf(string folder)
    {
        try
        {
            return int.TryParse(File.ReadAllText(Path.Combine(folder, OwnerName)), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                ? string.Create(CultureInfo.InvariantCulture, $" (process {pid})")
                : "";
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
