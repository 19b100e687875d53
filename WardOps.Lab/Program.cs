using WardOps.Lab;

try
{
    return LabCommands.Run(args);
}
catch (Exception ex) when (ex is FaultLabException or ArgumentException)
{
    Console.Error.WriteLine($"wardops: {ex.Message}");
    return 1;
}
