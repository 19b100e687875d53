using System.Globalization;

namespace WardOps.Lab;

/// <summary>
/// The namespaces, interfaces and routes of a lab: a monitor and a fleet with a veth pair between them, and a TUN device at the
/// monitor. Every address below is private (RFC 1918, RFC 4193) and reachable from inside the two namespaces only.
/// </summary>
internal sealed class LabTopology(string name)
{
    public const string Tun = "tun9";
    private const string Uplink = "vmon";
    private const string FarEnd = "vflt";

    // Addresses of the link layer that are known to both sides: no ARP whose failure would be mistaken for the fault under test.
    private const string UplinkMac = "02:00:00:ff:00:01";
    private const string FarEndMac = "02:00:00:ff:00:02";
    private const string NobodysMac = "02:00:00:ff:de:ad";

    /// <summary>ip netns takes 255 bytes, but names in messages should be readable.</summary>
    private const int LongestName = 40;

    /// <summary>Anybody may open a ping socket, and a spoofed reply arrives although its source would be reached by another way.</summary>
    private static readonly string[] s_monitorSettings =
        ["net/ipv4/ping_group_range=0 2147483647", "net/ipv4/conf/all/rp_filter=0", "net/ipv4/conf/default/rp_filter=0"];

    /// <summary>
    /// A router, and one that sends at least one ICMP error in a second: routes that refuse have a limit of their own, which cannot
    /// be changed here, and which takes from the same allowance; while both are on, somebody who asks all the time never gets any.
    /// </summary>
    private static readonly string[] s_fleetSettings =
        ["net/ipv4/ip_forward=1", "net/ipv4/icmp_ratelimit=0", "net/ipv6/conf/all/forwarding=1", "net/ipv6/icmp/ratelimit=0"];

    private static readonly string[] s_fleetCommands =
    [
        "link set lo up",
        $"link set {FarEnd} address {FarEndMac}",
        $"addr add 10.255.0.2/30 dev {FarEnd}",
        $"addr add fd00:255::2/126 dev {FarEnd} nodad",
        $"link set {FarEnd} up",
        $"neigh replace 10.255.0.1 lladdr {UplinkMac} dev {FarEnd} nud permanent",
        $"neigh replace fd00:255::1 lladdr {UplinkMac} dev {FarEnd} nud permanent",
        "route add local 10.64.0.0/10 dev lo",
        "route add local fd00:66::/32 dev lo",
        .. Refusals("10.{0}.0.0/16", [66, 67, 68, 69], "local"),
        .. Refusals("fd00:66:{0}::/48", [66, 67, 68, 69], "local"),
        "route add blackhole fd00:66:dead::/48 table local",
    ];

    private static readonly string[] s_uplinkCommands =
    [
        $"link set {Uplink} up",
        $"addr replace 10.255.0.1/30 dev {Uplink}",
        $"addr replace fd00:255::1/126 dev {Uplink} nodad",
        $"neigh replace 10.255.0.2 lladdr {FarEndMac} dev {Uplink} nud permanent",
        $"neigh replace fd00:255::2 lladdr {FarEndMac} dev {Uplink} nud permanent",
        "route replace 10.64.0.0/10 via 10.255.0.2",
        "route replace fd00:66::/32 via fd00:255::2",
    ];

    private static readonly string[] s_tunCommands =
    [
        $"tuntap add {Tun} mode tun",
        $"link set {Tun} txqueuelen 20000",   // the default of 500 drops bursts
        $"link set {Tun} addrgenmode none",   // no link-local address, so that the kernel sends next to nothing of its own
        $"addr add 10.80.0.1/16 dev {Tun}",
        $"addr add fd00:80::1/32 dev {Tun} nodad",
        $"link set {Tun} up",
        "route add throw 10.80.0.0/12",   // without the device its addresses are in no network, and not in the fleet's
        .. Enumerable.Range(81, 12).Select(number => $"route add 10.{number}.0.0/16 dev {Tun}"),
        .. Enumerable.Range(81, 12).Select(number => $"route add fd00:{number}::/32 dev {Tun}"),
        .. Refusals("10.{0}.0.0/16", [70, 71, 72, 73], "main"),
        .. Refusals("fd00:66:{0}::/48", [70, 71, 72, 73], "main"),
    ];

    private readonly Lock _changing = new();   // an interrupted process takes down, from another thread, what it is just making
    private bool _isEnded;

    public NetworkNamespace Monitor { get; } = new(Checked(name) + "-mon");

    public NetworkNamespace Fleet { get; } = new(name + "-fleet");

    /// <summary>Makes everything anew; what an earlier run of this name has left behind is removed first.</summary>
    public void Up()
    {
        lock (_changing)
        {
            Make();
        }
    }

    /// <summary>As <see cref="Down"/>, for a process that is ending: what is just being made is waited for, and nothing is made after it.</summary>
    public void End()
    {
        lock (_changing)
        {
            _isEnded = true;
            Remove();
        }
    }

    private void Make()
    {
        if (_isEnded)
        {
            throw new FaultLabException("This process is ending.");
        }

        Remove();
        try
        {
            IpCommand.Run($"netns add {Monitor.Name}");
            IpCommand.Run($"netns add {Fleet.Name}");
            Monitor.Run(() => WriteSettings(s_monitorSettings));
            Fleet.Run(() => WriteSettings(s_fleetSettings));
            IpCommand.RunInside(
                Monitor.Name, "link set lo up", $"link add {Uplink} address {UplinkMac} type veth peer name {FarEnd} netns {Fleet.Name}");
            IpCommand.RunInside(Fleet.Name, s_fleetCommands);
            RestoreUplink();
            IpCommand.RunInside(Monitor.Name, s_tunCommands);
        }
        catch (FaultLabException ex)
        {
            throw new FaultLabException($"{ex.Message}{WhatIsLeft()}", ex);
        }
    }

    /// <summary>Removes the namespaces with all that is in them. Does nothing if there are none.</summary>
    /// <exception cref="FaultLabException">One could not be removed; the other was tried all the same.</exception>
    public void Down()
    {
        lock (_changing)
        {
            Remove();
        }
    }

    private void Remove()
    {
        var failures = new List<string>();
        foreach (var space in new[] { Monitor, Fleet }.Where(space => space.Exists))
        {
            try
            {
                IpCommand.Run($"netns del {space.Name}");
            }
            catch (FaultLabException ex)
            {
                failures.Add(ex.Message);
            }
        }

        if (failures.Count > 0)
        {
            throw new FaultLabException(string.Join(' ', failures));
        }
    }

    /// <summary>The interface goes down: sending fails at once.</summary>
    public void CutUplink() => IpCommand.RunInside(Monitor.Name, $"link set {Uplink} down");

    /// <summary>Every frame goes to a station that does not exist: sending works, and nothing ever comes back, not even an error.</summary>
    public void BlackholeUplink() => IpCommand.RunInside(
        Monitor.Name,
        $"neigh replace 10.255.0.2 lladdr {NobodysMac} dev {Uplink} nud permanent",
        $"neigh replace fd00:255::2 lladdr {NobodysMac} dev {Uplink} nud permanent");

    /// <summary>A cut takes routes, neighbours and the IPv6 address along, so all of it is said again.</summary>
    public void RestoreUplink() => IpCommand.RunInside(Monitor.Name, s_uplinkCommands);

    /// <summary>What a router, or the monitor's own kernel, answers for four prefixes: nothing or EINVAL, EHOSTUNREACH, EACCES, ENETUNREACH.</summary>
    /// <remarks>They stand in the table that would otherwise deliver, because a throw leaves only the table in which it stands.</remarks>
    private static IEnumerable<string> Refusals(string prefix, int[] numbers, string table) => numbers.Zip(
        ["blackhole", "unreachable", "prohibit", "throw"],
        (number, kind) => $"route add {kind} {string.Format(CultureInfo.InvariantCulture, prefix, number)} table {table}");

    /// <summary>Takes down what a failed start has made; in words what of it could not be.</summary>
    private string WhatIsLeft()
    {
        try
        {
            Remove();
            return "";
        }
        catch (FaultLabException ex)
        {
            return $" What was made could not be removed: {ex.Message}";
        }
    }

    private static void WriteSettings(string[] settings)
    {
        foreach (var setting in settings)
        {
            var parts = setting.Split('=');
            try
            {
                File.WriteAllText("/proc/sys/" + parts[0], parts[1]);
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                throw new FaultLabException($"/proc/sys/{parts[0]} cannot be set to {parts[1]}: {ex.Message}", ex);
            }
        }
    }

    private static string Checked(string name)
        => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name
            : throw new ArgumentException($"The name of a lab has letters, digits and hyphens, at most {LongestName}.", nameof(name));
}
