using Mono.Cecil;
using WardOps.Core.Flow;
using WardOps.Core.Status;

namespace WardOps.Tests.Architecture;

/// <summary>Data flows one way: no room names one downstream of it. Read from the compiled assemblies, so nothing hides.</summary>
public sealed class ArrowTests
{
    private static readonly Lazy<IReadOnlyList<Reference>> s_references = new(() => [.. Read("WardOps.Core.dll"), .. Read("WardOps.Web.dll")]);

    [Fact]
    public void Rooms_OfCoreAndWeb_NameOnlyWhatIsUpstream()
    {
        var wrong = s_references.Value
            .Where(r => !Rooms.MayName(r.FromRoom, r.ToRoom))
            .Select(r => $"{r.From} names {r.To}")
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal("", string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void Rooms_OfCore_AllHaveTheirPlaceInTheOrder()
        => Assert.All(s_references.Value.Select(r => r.FromRoom).Distinct(), room => Assert.True(Rooms.IsKnown(room), $"The room {room} has no place in {nameof(Rooms)}."));

    [Fact]
    public void Flow_Holds_OnlyThePumpAndItsRegistration()
    {
        using var core = AssemblyDefinition.ReadAssembly(typeof(RoundPump).Assembly.Location);

        Assert.Equal(
            ["FlowLog", nameof(FlowSetup), nameof(RoundPump)],
            core.MainModule.Types.Where(t => Rooms.Of(t.Namespace) == "Flow").Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>A reader that sees nothing finds nothing wrong: these references are there, each in a different place of the metadata.</summary>
    [Theory]
    [InlineData("Flow.RoundPump", "Status.StatusBoard")]            // constructor parameter
    [InlineData("Flow.RoundPump", "Probing.ProbeTick")]             // state machine of an async method, generic argument
    [InlineData("Status.StatusBoard", "Devices.Catalog")]           // signature
    [InlineData("Status.StatusSetup", "Storage.StoreProvider")]     // body of a lambda
    [InlineData("Live.LiveFeed", "Status.DeviceState")]             // generic argument of a called method
    [InlineData("Devices.CatalogLoader", "Storage.IStoreOpenedStep")]   // implemented interface
    [InlineData("Storage.SqliteWardOpsDbContext", "Storage.WardOpsDbContext")]   // base type
    [InlineData("Web.Hubs.LiveHub", "Live.LiveFeed")]
    public void Reader_KnownReference_IsFound(string from, string to)
        => Assert.Contains(s_references.Value, r => r.From == from && r.To == to);

    [Theory]
    [InlineData("Devices", "Status", false)]
    [InlineData("Status", "History", false)]
    [InlineData("History", "Status", false)]
    [InlineData("Live", "Flow", false)]
    [InlineData("Storage", "Devices", false)]
    [InlineData("Web", "Flow", false)]
    [InlineData("Live", "Status", true)]
    [InlineData("Flow", "Live", true)]
    public void Order_TwoRooms_SaysWhichMayNameTheOther(string room, string named, bool may) => Assert.Equal(may, Rooms.MayName(room, named));

    private static List<Reference> Read(string file)
    {
        var folder = Path.GetDirectoryName(typeof(StatusBoard).Assembly.Location)!;
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(folder, file));
        return [.. assembly.MainModule.Types.Where(t => !Rooms.IsExempt(t.Namespace)).SelectMany(References)];
    }

    private static IEnumerable<Reference> References(TypeDefinition type)
        => Rooms.Of(type.Namespace) is { } room
            ? NamedTypes.Of(type).Select(Outermost).Distinct()
                .Select(named => (Named: named, Room: Rooms.Of(named.Namespace)))
                .Where(named => named.Room is not null && !Rooms.IsExempt(named.Named.Namespace))
                .Select(named => new Reference(room, Short(type), named.Room!, Short(named.Named)))
            : [];

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string Short(TypeReference type) => type.FullName.Replace("WardOps.Core.", "", StringComparison.Ordinal).Replace("WardOps.", "", StringComparison.Ordinal);

    private sealed record Reference(string FromRoom, string From, string ToRoom, string To);
}
