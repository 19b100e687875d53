namespace WardOps.Core.History.Victoria.Transport;

/// <summary>Something asked of the reading side.</summary>
/// <param name="Path">Relative to where a tenant reads.</param>
/// <param name="What">The query or selector, for the words of an error.</param>
/// <param name="Form">Posted: a query string would end up in logs of proxies, and is limited in length.</param>
internal sealed record VictoriaQuestion(string Path, string What, KeyValuePair<string, string>[] Form)
{
    /// <summary>Whether half of the answer looks like all of it, so that its end must be told by HTTP itself.</summary>
    public bool IsLines { get; init; }
}
