using System.Text;
using Microsoft.Extensions.Configuration;
using WardOps.Core.History;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Tests.History.Victoria;

public sealed class VictoriaSettingsTests
{
    [Theory]
    [InlineData("7", "7:0")]
    [InlineData("7:1", "7:1")]
    [InlineData("4294967295:4294967295", "4294967295:4294967295")]
    public void A_tenant_is_one_number_or_two(string text, string path)
    {
        Assert.True(VictoriaTenant.TryParse(text, out var tenant));
        Assert.Equal(path, tenant.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("multitenant")]
    [InlineData("4294967296")]
    [InlineData("-1")]
    [InlineData("1:")]
    [InlineData("1:2:3")]
    [InlineData("1/../2")]
    [InlineData(" 1")]
    public void Anything_else_is_no_tenant(string text) => Assert.False(VictoriaTenant.TryParse(text, out _));

    [Fact]
    public void A_single_server_serves_everything()
    {
        var routes = Routes(("VICTORIA_URL", "http://vm:8428/prefix"));
        Assert.Equal("http://vm:8428/prefix/", routes.Insert.ToString());
        Assert.Equal((routes.Insert, routes.Insert, routes.Insert), (routes.Select, routes.Server, routes.Cache));
        Assert.Null(routes.SelectCredentials.Header);
    }

    [Fact]
    public void A_cluster_writes_and_reads_under_its_tenant_and_has_no_server_to_watch()
    {
        var routes = Routes(("VICTORIA_INSERT_URL", "http://vminsert:8480"), ("VICTORIA_SELECT_URL", "http://vmselect:8481/vm/"), ("VICTORIA_TENANT", "7:1"));
        Assert.Equal("http://vminsert:8480/insert/7:1/prometheus/", routes.Insert.AbsoluteUri);
        Assert.Equal("http://vmselect:8481/vm/select/7:1/prometheus/", routes.Select.AbsoluteUri);
        Assert.Equal("http://vmselect:8481/vm/", routes.Cache!.AbsoluteUri);
        Assert.Null(routes.Server);
    }

    [Fact]
    public void A_cluster_without_a_tenant_is_tenant_0()
        => Assert.Equal(
            "http://r/select/0:0/prometheus/", Routes(("VICTORIA_INSERT_URL", "http://w"), ("VICTORIA_SELECT_URL", "http://r")).Select.AbsoluteUri);

    [Fact]
    public void One_address_with_a_tenant_is_a_proxy_for_both()
    {
        var routes = Routes(("VICTORIA_URL", "https://vmauth/"), ("VICTORIA_TENANT", "0"));
        Assert.Equal("https://vmauth/insert/0:0/prometheus/", routes.Insert.AbsoluteUri);
        Assert.Equal("https://vmauth/select/0:0/prometheus/", routes.Select.AbsoluteUri);
        Assert.Null(routes.Server);
        Assert.Null(routes.Cache);
    }

    [Fact]
    public void Credentials_come_from_settings_or_from_the_address_and_leave_it()
    {
        var user = Routes(("VICTORIA_URL", "https://vm"), ("VICTORIA_USERNAME", "ward"), ("VICTORIA_PASSWORD", " p:ფ "));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ward: p:ფ "))}", user.InsertCredentials.Header!.ToString());
        var token = Routes(("VICTORIA_URL", "https://vm"), ("VICTORIA_BEARER_TOKEN", "abc.def=="));
        Assert.Equal("Bearer abc.def==", token.SelectCredentials.Header!.ToString());
        var url = Routes(("VICTORIA_URL", "https://ward:p%40ss%2F@vm/x"));
        Assert.Equal("https://vm/x/", url.Insert.ToString());
        Assert.Equal($"Basic {Convert.ToBase64String("ward:p@ss/"u8)}", url.InsertCredentials.Header!.ToString());
        var both = Routes(("VICTORIA_INSERT_URL", "https://a:1@w"), ("VICTORIA_SELECT_URL", "https://b:2@r"));
        Assert.Equal(Convert.ToBase64String("a:1"u8), both.InsertCredentials.Header!.Parameter);
        Assert.Equal(Convert.ToBase64String("b:2"u8), both.SelectCredentials.Header!.Parameter);
    }

    [Theory]
    [InlineData("http://vm.example", true)]
    [InlineData("https://vm.example", false)]
    [InlineData("http://127.0.0.1:8428", false)]
    [InlineData("http://localhost", false)]
    public void A_secret_over_plain_http_is_open_unless_it_stays_on_this_machine(string url, bool isOpen)
    {
        Assert.Equal(isOpen, Routes(("VICTORIA_URL", url), ("VICTORIA_BEARER_TOKEN", "t")).IsSecretSentOpenly);
        Assert.False(Routes(("VICTORIA_URL", url)).IsSecretSentOpenly);
    }

    [Fact]
    public void All_faults_are_said_at_once_by_their_keys_and_without_a_secret()
    {
        var faults = Faults(
            ("VICTORIA_URL", "ftp://ward:s3cret@vm"),
            ("VICTORIA_INSERT_URL", "http://ward:s3c/ret@vm"),
            ("VICTORIA_TENANT", "seven"),
            ("VICTORIA_USERNAME", "wa:rd"),
            ("VICTORIA_BEARER_TOKEN", "s3cret\n"),
            ("History:QueryTimeout", "10"));
        Assert.Equal(9, faults.Length);
        Assert.All(
            new[] { "VICTORIA_URL", "VICTORIA_INSERT_URL", "VICTORIA_TENANT", "VICTORIA_USERNAME", "VICTORIA_BEARER_TOKEN", "VICTORIA_PASSWORD", "History:QueryTimeout" },
            key => Assert.Contains(faults, fault => fault.Contains(key, StringComparison.Ordinal)));
        Assert.All(faults, fault => Assert.DoesNotContain("s3c", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("VICTORIA_INSERT_URL", "http://w", "VICTORIA_SELECT_URL")]
    [InlineData("VICTORIA_TENANT", "1", "VICTORIA_URL")]
    [InlineData("VICTORIA_BEARER_TOKEN", "t", "VICTORIA_URL")]
    [InlineData("VICTORIA_URL", "http://vm/?x=1", "no ?")]
    [InlineData("VICTORIA_URL", "http://vm/#x", "no #")]
    [InlineData("VICTORIA_URL", "http://ward@vm", "without a password")]
    [InlineData("VICTORIA_URL", "http://:x@vm", "without a user")]
    [InlineData("VICTORIA_URL", "http://ward:a%0Ab@vm", "control character")]
    [InlineData("VICTORIA_URL", "victoria:8428", "http://victoria:8428")]
    [InlineData("History:QueryTimeout", "00:00:00.5", "00:00:01")]
    [InlineData("History:QueryTimeout", "00:05:01", "00:05:00")]
    [InlineData("History:QueryTimeout", "soon", "00:00:10")]
    public void A_fault_is_said_in_words(string key, string value, string word)
        => Assert.Contains(word, Assert.Single(Faults((key, value))), StringComparison.Ordinal);

    [Fact]
    public void A_path_that_WardOps_adds_itself_is_not_written_into_an_address()
        => Assert.Contains(
            "/select/",
            Assert.Single(Faults(("VICTORIA_INSERT_URL", "http://w"), ("VICTORIA_SELECT_URL", "http://r/select/0/prometheus"))),
            StringComparison.Ordinal);

    [Fact]
    public void User_and_password_are_given_in_one_place()
        => Assert.Contains("not both", Assert.Single(Faults(("VICTORIA_URL", "http://a:b@vm"), ("VICTORIA_BEARER_TOKEN", "t"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://u:p@ss@host/x", "http://***@host/x")]
    [InlineData("u:p/a@host", "***@host")]
    [InlineData("http://host/x?password=1", "http://host/x?***")]
    [InlineData("http://host", "http://host")]
    public void What_may_be_a_secret_is_masked(string written, string shown) => Assert.Equal(shown, SafeUrl.Text(written));

    [Fact]
    public void Credentials_never_show_themselves()
    {
        var credentials = VictoriaCredentials.Basic("ward", "s3cret");
        Assert.Equal("Basic ***", credentials.ToString());
        Assert.DoesNotContain("d2FyZDpzM2NyZXQ=", credentials.Scrub("Authorization: Basic d2FyZDpzM2NyZXQ= s3cret"), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", credentials.Scrub("you sent s3cret"), StringComparison.Ordinal);
    }

    private static VictoriaRoutes Routes(params (string Key, string Value)[] settings)
    {
        var faults = new List<string>();
        var routes = VictoriaSettings.Routes(Options(settings).Victoria, faults);
        Assert.Empty(faults);
        return routes!;
    }

    private static string[] Faults(params (string Key, string Value)[] settings)
        => [.. new HistoryOptionsValidator().Validate(null, Options(settings)).Failures ?? []];

    private static HistoryOptions Options((string Key, string Value)[] settings) => HistoryOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
