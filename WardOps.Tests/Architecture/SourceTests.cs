namespace WardOps.Tests.Architecture;

/// <summary>What the house asks of its source files.</summary>
public sealed class SourceTests
{
    private static readonly string[] s_notOurs = ["artifacts", "bin", "obj", "node_modules", "lib", "TestResults", "data"];
    private static readonly string[] s_drawers = ["Services", "Helpers", "Models", "Common", "Interfaces", "Utils"];
    private static readonly string s_root = FindRoot();

    [Theory]
    [InlineData("WardOps.Core", "*.cs", 300)]
    [InlineData("WardOps.Web", "*.cs", 300)]
    [InlineData("WardOps.Web", "*.razor", 120)]
    [InlineData("WardOps.Tests", "*.cs", 400)]
    [InlineData("WardOps.E2E", "*.cs", 400)]
    [InlineData("WardOps.Bench", "*.cs", 400)]
    [InlineData("WardOps.Lab", "*.cs", 300)]
    public void Files_Written_AreShortEnoughToBeRead(string project, string pattern, int most)
    {
        var tooLong = Folders(Path.Combine(s_root, project))
            .Where(folder => !folder.Contains("Migrations", StringComparison.Ordinal))   // written by a tool
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Select(file => (File: Path.GetRelativePath(s_root, file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > most)
            .Select(file => $"{file.File} has {file.Lines} lines, more than {most}");

        Assert.Equal("", string.Join(Environment.NewLine, tooLong));
    }

    [Fact]
    public void Program_IsATableOfContents() => Assert.InRange(File.ReadLines(Path.Combine(s_root, "WardOps.Web", "Program.cs")).Count(), 1, 25);

    [Fact]
    public void Folders_HaveTheNameOfAFeature_NotOfADrawer()
    {
        var drawers = Directory.EnumerateDirectories(s_root, "WardOps.*")
            .SelectMany(Folders)
            .Where(folder => s_drawers.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase))
            .Select(folder => Path.GetRelativePath(s_root, folder));

        Assert.Equal("", string.Join(Environment.NewLine, drawers));
    }

    [Fact]
    public void Walk_FromTheRoot_FindsTheSource()
        => Assert.Contains(Path.Combine(s_root, "WardOps.Core", "Flow"), Folders(Path.Combine(s_root, "WardOps.Core")));

    private static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(inner => !s_notOurs.Contains(Path.GetFileName(inner)))
        .SelectMany(Folders)
        .Prepend(folder);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "WardOps.Web.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests run outside the repository: WardOps.Web.sln was not found above them.");
    }
}
