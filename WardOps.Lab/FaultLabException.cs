namespace WardOps.Lab;

/// <summary>The fault lab could not be made, changed or taken down; the message says in words why.</summary>
public sealed class FaultLabException : Exception
{
    public FaultLabException()
    {
    }

    public FaultLabException(string message)
        : base(message)
    {
    }

    public FaultLabException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
