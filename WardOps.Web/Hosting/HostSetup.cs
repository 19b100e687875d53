using System.Globalization;
using Serilog;

namespace WardOps.Web.Hosting;

public static class HostSetup
{
    private const string DefaultUrl = "http://localhost:8080";
    private const string DemoSwitch = "--demo";
    private const string SettingsFile = "appsettings.json";

    /// <summary>
    /// What the host itself is told. --demo is taken out: the host would read the word after it as its value. And a program that is started from
    /// anywhere finds its own files, since without them its pages would come out empty.
    /// </summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = [.. args.Where(a => a != DemoSwitch)],
        ContentRootPath = IsToldAContentRoot(args) || File.Exists(SettingsFile) ? null : AppContext.BaseDirectory,
    };

    /// <summary>Command line, listen addresses and logging.</summary>
    /// <exception cref="InvalidOperationException">It was asked to listen where it must not; the message says how to mend it.</exception>
    public static void AddWardOpsHost(this WebApplicationBuilder builder, string[] args)
    {
        if (args.Contains(DemoSwitch, StringComparer.Ordinal))
        {
            builder.Configuration.AddInMemoryCollection(DemoDefaults(builder.Configuration));
        }

        if (string.IsNullOrWhiteSpace(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        ListenGuard.Demand(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));   // longer than VictoriaMetrics takes to flush
        builder.Services.AddSerilog(log => log
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture));
    }

    private static bool IsToldAContentRoot(string[] args)
        => args.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null;

    /// <summary>The demo has a data folder of its own: its fleet never mixes with a real one.</summary>
    private static Dictionary<string, string?> DemoDefaults(ConfigurationManager configuration) => new()
    {
        ["Demo:Enabled"] = "true",
        ["Demo:Faults"] = "true",
        ["WARDOPS_DATA"] = configuration["WARDOPS_DATA"] ?? "./data/demo",
    };
}
