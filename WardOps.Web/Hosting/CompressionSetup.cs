using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace WardOps.Web.Hosting;

public static class CompressionSetup
{
    private static readonly string[] s_compressed = ["/api", "/openapi"];

    /// <summary>
    /// Brotli and gzip for what the API says, at the fastest level. Over HTTPS too: the attack called BREACH needs a secret in the same body as text
    /// that the attacker chose, and no answer of the API holds a secret.
    /// </summary>
    public static IServiceCollection AddWardOpsCompression(this IServiceCollection services)
    {
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        return services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [MediaTypeNames.Application.Json, MediaTypeNames.Application.ProblemJson, MediaTypeNames.Text.Csv];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
    }

    /// <summary>For the API only: the hub, the circuits of the pages and the pages themselves are left alone.</summary>
    public static void UseWardOpsCompression(this WebApplication app) => app.UseWhen(
        context => s_compressed.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)),
        api => api.UseResponseCompression());
}
