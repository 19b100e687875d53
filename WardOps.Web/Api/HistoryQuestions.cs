using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Web.Api.Caching;

namespace WardOps.Web.Api;

/// <summary>What the endpoints that read history have in common.</summary>
internal sealed class HistoryQuestions(IHistoryReader reader, HistoryTags tags, ProbePolicy policy, DeviceCatalog catalog, TimeProvider time)
{
    public const string CachingWords =
        " A range that ended more than 15 minutes ago, and whose rounds the store has given back whole, has an ETag: ask with If-None-Match, "
        + "and what you have is confirmed with 304 without asking the store. Other answers are no-store.";

    public IHistoryReader Reader => reader;

    public ProbePolicy Policy => policy;

    public Catalog Catalog => catalog.Current;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The tag of an answer about one device; null if it may still change.</summary>
    public string? TagOf(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, string question)
        => tags.TagOf(from, to, question, HistoryTags.Of(device, policy));

    /// <summary>The tag of an answer about all devices; null if it may still change.</summary>
    public string? TagOf(Catalog devices, DateTimeOffset from, DateTimeOffset to, string question)
        => tags.TagOf(from, to, question, tags.Of(devices, policy));

    /// <summary>Answers with what the client has already, or asks the store; what goes wrong there is told in words.</summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="tag">Name of the answer as it stands; asked again when the store has been read, since the books may have changed meanwhile.</param>
    /// <param name="read">Asks the store.</param>
    public static async Task<IResult> AnswerAsync(HttpContext http, Func<string?> tag, Func<CancellationToken, Task<IResult>> read)
    {
        var before = tag();
        Conditional.Mark(http, before);
        if (Conditional.IsKnown(http.Request, before))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        try
        {
            var answer = await read(http.RequestAborted);
            Conditional.Mark(http, tag() == before ? before : null);
            return answer;
        }
        catch (HistoryBusyException ex)
        {
            // No answer at all, so it must not bear the name of one.
            Conditional.Mark(http, null);
            return ApiProblems.TooManyQuestions(http, ex);
        }
        catch (HistoryUnavailableException ex)
        {
            Conditional.Mark(http, null);
            return ApiProblems.HistoryUnavailable(ex.Message);
        }
    }
}
