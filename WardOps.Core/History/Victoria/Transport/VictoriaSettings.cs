namespace WardOps.Core.History.Victoria.Transport;

/// <summary>Makes routes out of the options, or says everything that is wrong with them at once. Pure.</summary>
internal static class VictoriaSettings
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>Where an external server is; null if WardOps runs its own, or if something is wrong.</summary>
    public static VictoriaRoutes? Routes(VictoriaOptions options, ICollection<string> faults)
    {
        var before = faults.Count;
        CheckCombination(options, faults);
        var common = CommonCredentials(options, faults);
        var single = Address("VICTORIA_URL", options.Url, common, faults);
        var insert = Address("VICTORIA_INSERT_URL", options.InsertUrl, common, faults, "insert");
        var select = Address("VICTORIA_SELECT_URL", options.SelectUrl, common, faults, "select");
        var tenant = default(VictoriaTenant);
        if (options.Tenant is not null && !VictoriaTenant.TryParse(options.Tenant, out tenant))
        {
            faults.Add(
                $"VICTORIA_TENANT must be one number or two with a colon between, such as 7 or 7:1, each 0 to 4294967295; it is '{options.Tenant}'.");
        }

        if (options.QueryTimeout < s_shortest || options.QueryTimeout > s_longest)
        {
            faults.Add($"History:QueryTimeout must be 00:00:01 to 00:05:00; it is {options.QueryTimeout:c}.");
        }

        return (faults.Count > before, single, insert, select) switch
        {
            (true, _, _, _) => null,
            (_, { } at, _, _) when options.Tenant is null => VictoriaRoutes.SingleNode(at.Base, at.Credentials),
            (_, { } at, _, _) => VictoriaRoutes.Proxy(at, tenant),
            (_, _, { } write, { } read) => VictoriaRoutes.Cluster(write, read, tenant),
            _ => null,
        };
    }

    private static void CheckCombination(VictoriaOptions options, ICollection<string> faults)
    {
        if (options.Url is not null && (options.InsertUrl is not null || options.SelectUrl is not null))
        {
            faults.Add("Give either VICTORIA_URL (one server), or VICTORIA_INSERT_URL and VICTORIA_SELECT_URL (a cluster), not both.");
        }
        else if (options.InsertUrl is null != options.SelectUrl is null)
        {
            faults.Add("A cluster needs both VICTORIA_INSERT_URL (vminsert) and VICTORIA_SELECT_URL (vmselect).");
        }

        if (!options.IsExternal && options.Tenant is not null)
        {
            faults.Add("VICTORIA_TENANT needs the address of a cluster: VICTORIA_INSERT_URL and VICTORIA_SELECT_URL, or VICTORIA_URL of a proxy before it.");
        }

        if (!options.IsExternal && (options.Username ?? options.Password ?? options.BearerToken) is not null)
        {
            faults.Add("VICTORIA_USERNAME, VICTORIA_PASSWORD and VICTORIA_BEARER_TOKEN need VICTORIA_URL: the server that WardOps runs itself asks for none.");
        }
    }

    /// <summary>What is given apart from the addresses; null if nothing is.</summary>
    private static VictoriaCredentials? CommonCredentials(VictoriaOptions options, ICollection<string> faults)
    {
        var (user, password, token) = (options.Username, options.Password, options.BearerToken);
        var before = faults.Count;
        if (token is not null && (user ?? password) is not null)
        {
            faults.Add("Give either VICTORIA_USERNAME and VICTORIA_PASSWORD, or VICTORIA_BEARER_TOKEN, not both.");
        }

        if (user is null != password is null)
        {
            faults.Add(user is null ? "VICTORIA_PASSWORD needs VICTORIA_USERNAME." : "VICTORIA_USERNAME needs VICTORIA_PASSWORD.");
        }

        if (user is not null && (user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl)))
        {
            faults.Add("VICTORIA_USERNAME must have no colon, line break or other control character in it: basic authentication cannot send them.");
        }

        if (password is not null && password.Any(char.IsControl))
        {
            faults.Add("VICTORIA_PASSWORD must have no line break or other control character in it. Does the file it comes from end with one?");
        }

        if (token is not null && token.Any(c => c is <= ' ' or > '~'))
        {
            faults.Add("VICTORIA_BEARER_TOKEN must be of visible ASCII characters, without blanks and line breaks. Does the file it comes from end with one?");
        }

        return (faults.Count > before, user, password, token) switch
        {
            (false, { } name, { } secret, _) => VictoriaCredentials.Basic(name, secret),
            (false, _, _, { } bearer) => VictoriaCredentials.Bearer(bearer),
            _ => null,
        };
    }

    private static ServerAddress? Address(string key, string? text, VictoriaCredentials? common, ICollection<string> faults, string? part = null)
    {
        if (text is null || ServerAddress.Read(key, text, faults) is not { } address)
        {
            return null;
        }

        if (part is not null && address.Base.AbsolutePath.Contains($"/{part}/", StringComparison.Ordinal))
        {
            faults.Add($"{key} must end before /{part}/: WardOps adds that and the tenant (VICTORIA_TENANT) itself; it is '{SafeUrl.Text(text)}'.");
        }

        if (common is null)
        {
            return address;
        }

        if (address.Credentials.Header is not null)
        {
            faults.Add($"Give user and password either in {key} or in settings of their own, not both.");
        }

        return address with { Credentials = common };
    }
}
