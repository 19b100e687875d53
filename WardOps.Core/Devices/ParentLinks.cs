namespace WardOps.Core.Devices;

/// <summary>
/// Who is reached through whom, of all devices together: parents that were named, and the gateway of the branch where none were. The gateway is the one
/// enabled device of the branch that is of type <see cref="GatewayType"/>; where there are several, nobody is guessed and the branch has none. Immutable.
/// </summary>
public sealed class ParentLinks
{
    /// <summary>Of what type a branch's gateway is, without regard to case.</summary>
    public const string GatewayType = "Router";

    private readonly int[][] _parents;

    private ParentLinks(int[][] parents, IReadOnlyList<int> order, IReadOnlyList<int> circle) => (_parents, Order, Circle) = (parents, order, circle);

    /// <summary>All nodes, each after all of its parents; otherwise in the order given.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>The first circle that was found, each reached through the next and the last through the first; empty if there is none. The link that closes a circle does not count.</summary>
    public IReadOnlyList<int> Circle { get; }

    /// <summary>The parents of a node, also those that are disabled; none of them is reached through it.</summary>
    public ReadOnlySpan<int> this[int node] => _parents[node];

    /// <param name="nodes">All devices; a parent that is not among them does not count.</param>
    public static ParentLinks Of(IReadOnlyList<ParentNode> nodes)
    {
        var byId = new Dictionary<Guid, int>(nodes.Count);
        var gateways = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            byId[nodes[i].Id] = i;
            if (nodes[i] is { Enabled: true, Branch: var branch } node && IsGatewayType(node.DeviceType))
            {
                gateways[branch] = gateways.ContainsKey(branch) ? -1 : i;
            }
        }

        var parents = new int[nodes.Count][];
        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = nodes[i].Parents is { } named ? [.. named.Ids.Where(byId.ContainsKey).Select(id => byId[id])]
                : gateways.TryGetValue(nodes[i].Branch, out var gateway) && gateway >= 0 && gateway != i ? [gateway]
                : [];
        }

        return Sorted(parents);
    }

    private static bool IsGatewayType(string type) => string.Equals(type, GatewayType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Depth first, with a stack of its own: a chain may be as long as the fleet.</summary>
    private static ParentLinks Sorted(int[][] parents)
    {
        var order = new List<int>(parents.Length);
        var next = new int[parents.Length];     // which parent of a node is looked at next
        var isOnTheWay = new bool[parents.Length];
        var isDone = new bool[parents.Length];
        List<int> circle = [];
        List<int> way = [];
        for (var root = 0; root < parents.Length; root++)
        {
            Enter(root);
            while (way.Count > 0)
            {
                var node = way[^1];
                if (next[node] == parents[node].Length)
                {
                    (isOnTheWay[node], isDone[node]) = (false, true);
                    order.Add(node);
                    way.RemoveAt(way.Count - 1);
                }
                else if (parents[node][next[node]] is var parent && isOnTheWay[parent])
                {
                    circle = circle.Count > 0 ? circle : way[way.IndexOf(parent)..];
                    parents[node] = [.. parents[node].Where((_, i) => i != next[node])];
                }
                else
                {
                    next[node]++;
                    Enter(parent);
                }
            }
        }

        return new ParentLinks(parents, order, circle);

        void Enter(int node)
        {
            if (!isDone[node])
            {
                isOnTheWay[node] = true;
                way.Add(node);
            }
        }
    }
}
