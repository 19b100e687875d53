namespace WardOps.Lab;

// Not top-level statements: their Program would stand beside that of WardOps.Web in the tests.
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            return LabCommands.Run(args);
        }
        catch (Exception ex) when (ex is FaultLabException or ArgumentException)
        {
            Console.Error.WriteLine($"wardops: {ex.Message}");
            return 1;
        }
    }
}
