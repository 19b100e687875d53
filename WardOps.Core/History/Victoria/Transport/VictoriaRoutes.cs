namespace WardOps.Core.History.Victoria.Transport;

/// <summary>Which address serves what. A base ends with a slash and holds no secret.</summary>
internal sealed record VictoriaRoutes
{
    private VictoriaRoutes(Uri insert, Uri select, VictoriaCredentials insertCredentials, VictoriaCredentials selectCredentials)
        => (Insert, Select, InsertCredentials, SelectCredentials) = (insert, select, insertCredentials, selectCredentials);

    /// <summary>Before api/v1/import/...</summary>
    public Uri Insert { get; }

    /// <summary>Before api/v1/query and everything else that is read.</summary>
    public Uri Select { get; }

    public VictoriaCredentials InsertCredentials { get; }

    public VictoriaCredentials SelectCredentials { get; }

    /// <summary>Before metrics and health of the one process that stores; null where there is no such one: in a cluster, behind a proxy.</summary>
    public Uri? Server { get; private init; }

    /// <summary>Before internal/resetRollupResultCache; null behind a proxy, which does not pass it on.</summary>
    public Uri? Cache { get; private init; }

    /// <summary>One process for all.</summary>
    public static VictoriaRoutes SingleNode(Uri at, VictoriaCredentials credentials)
        => new(at, at, credentials, credentials) { Server = at, Cache = at };

    /// <summary>vminsert and vmselect.</summary>
    public static VictoriaRoutes Cluster(ServerAddress insert, ServerAddress select, VictoriaTenant tenant)
        => Of(insert, select, tenant) with { Cache = select.Base };

    /// <summary>A proxy, such as vmauth, that serves the paths of both.</summary>
    public static VictoriaRoutes Proxy(ServerAddress at, VictoriaTenant tenant) => Of(at, at, tenant);

    /// <summary>Whether a secret leaves this machine where everybody on the way can read it.</summary>
    public bool IsSecretSentOpenly => IsOpen(Insert, InsertCredentials) || IsOpen(Select, SelectCredentials);

    private static VictoriaRoutes Of(ServerAddress insert, ServerAddress select, VictoriaTenant tenant) => new(
        new Uri(insert.Base, $"insert/{tenant}/prometheus/"), new Uri(select.Base, $"select/{tenant}/prometheus/"), insert.Credentials, select.Credentials);

    private static bool IsOpen(Uri at, VictoriaCredentials credentials)
        => credentials.Header is not null && at.Scheme == Uri.UriSchemeHttp && !at.IsLoopback;
}
