using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace WardOps.Web.Api.Maintenance;

/// <summary>Reads what was sent, and says in words what cannot be read.</summary>
internal static class JsonBody
{
    private const int MostBytes = 256 * 1024;

    /// <summary>Null if it cannot be read.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext http, List<string> faults)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
        {
            faults.Add("Send JSON, with Content-Type: application/json.");
            return null;
        }

        if (http.Request.ContentLength > MostBytes)
        {
            faults.Add($"What was sent is longer than {MostBytes} bytes.");
            return null;
        }

        try
        {
            var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            await using var body = new MemoryStream();
            await CopyAsync(http.Request.Body, body, http.RequestAborted);
            body.Position = 0;
            if (body.Length <= MostBytes && await JsonSerializer.DeserializeAsync<T>(body, options, http.RequestAborted) is { } read)
            {
                return read;
            }

            faults.Add(body.Length > MostBytes ? $"What was sent is longer than {MostBytes} bytes." : "What was sent is null; send an object.");
        }
        catch (JsonException ex)
        {
            faults.Add($"What was sent cannot be read as JSON of the right shape, at {ApiProblems.Short(ex.Path ?? "its beginning")}.");
        }

        return null;
    }

    private static async Task CopyAsync(Stream from, MemoryStream to, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        for (int read; to.Length <= MostBytes && (read = await from.ReadAsync(buffer, cancellation)) > 0;)
        {
            to.Write(buffer, 0, read);
        }
    }
}
