using Microsoft.Net.Http.Headers;

namespace WardOps.Web.Api.Caching;

/// <summary>The headers of RFC 9110 and RFC 9111 by which a client keeps an answer.</summary>
internal static class Conditional
{
    private const string MayChange = "no-store";
    private const string Asks = "private, no-cache";   // it may be kept, and is asked for each time

    /// <summary>Says on the response how long it holds.</summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="tag">Name of the answer; null if it may still change.</param>
    public static void Mark(HttpContext http, string? tag)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = tag is null ? MayChange : Asks;
        if (tag is null)
        {
            headers.Remove(HeaderNames.ETag);
        }
        else
        {
            headers.ETag = tag;
        }
    }

    /// <summary>Whether the client has this very answer. An answer that may still change, nobody has. What cannot be read says nothing.</summary>
    public static bool IsKnown(HttpRequest request, string? tag)
        => tag is not null
            && EntityTagHeaderValue.TryParse(tag, out var current)
            && EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var known)
            && known.Any(k => EntityTagHeaderValue.Any.Equals(k) || current.Compare(k, useStrongComparison: false));
}
