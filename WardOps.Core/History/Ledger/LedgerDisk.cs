using System.Globalization;
using System.Text;
using WardOps.Core.History.Spool;

namespace WardOps.Core.History.Ledger;

/// <summary>The file <c>ledger.json</c> in the data folder. It is replaced as a whole, so a power cut leaves the old one or the new one.</summary>
internal sealed class LedgerDisk(string folder)
{
    private const long LongestFile = 64 * 1024 * 1024;

    public string File { get; } = Path.Combine(folder, "ledger.json");

    /// <summary>Its text; null if there is none.</summary>
    /// <exception cref="IOException">It cannot be read, or is too long to be a ledger.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public string? Read()
    {
        var file = new FileInfo(File);
        if (!file.Exists)
        {
            return null;
        }

        return file.Length <= LongestFile
            ? System.IO.File.ReadAllText(File)
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it has {file.Length} bytes, more than any ledger"));
    }

    /// <summary>Gives it another name, under which nobody looks for it.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be renamed.</exception>
    public string SetAside(DateTimeOffset now)
    {
        var name = $"ledger.damaged-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)}";
        System.IO.File.Move(File, Path.Combine(folder, name), overwrite: true);
        return name;
    }

    /// <summary>On disk when it returns.</summary>
    /// <exception cref="IOException">The disk is full, or refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public void Write(string text)
    {
        Directory.CreateDirectory(folder);
        var draft = File + ".tmp";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(draft, File, overwrite: true);
        FolderSync.Flush(folder);
    }
}
