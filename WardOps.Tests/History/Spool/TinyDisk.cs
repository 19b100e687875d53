using System.Diagnostics;
using System.Globalization;
using WardOps.Tests.Integration;

namespace WardOps.Tests.History.Spool;

/// <summary>A real file system that is full after a few kilobytes.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly DirectoryInfo _at = Directory.CreateTempSubdirectory("wardops-tiny-");

    /// <param name="kilobytes">Its size. The test is skipped where this process may not mount, and fails on CI.</param>
    public TinyDisk(int kilobytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k"), "tmpfs", _at.FullName))
        {
            _at.Delete();
            Require.Missing("A disk that is full needs root on Linux: a tmpfs is mounted.");
        }
    }

    public string Spool => Path.Combine(_at.FullName, "spool");

    private string Ballast => Path.Combine(_at.FullName, "ballast");

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[64 * 1024]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "-l", _at.FullName);
        _at.Delete();
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
