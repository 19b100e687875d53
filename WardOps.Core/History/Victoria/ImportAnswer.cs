using System.Net;

namespace WardOps.Core.History.Victoria;

/// <summary>What the server said to a body of samples.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Said">The beginning of its words.</param>
internal sealed record ImportAnswer(HttpStatusCode Status, string Said)
{
    private const int Longest = 500;

    /// <summary>204 is what VictoriaMetrics, its cluster and its agent answer. A 200 comes from something else, such as a sign-in page, and must not count as kept.</summary>
    public bool IsAcknowledged => Status == HttpStatusCode.NoContent;

    /// <summary>It may be the body that is wrong, and not the way to the server.</summary>
    public bool IsRefused => Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity;

    public static async Task<ImportAnswer> OfAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var said = (await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)).ReplaceLineEndings(" ").Trim();
        return new ImportAnswer(answer.StatusCode, said.Length <= Longest ? said : said[..Longest]);
    }

    /// <summary>What is wrong, for people.</summary>
    public string Problem => (int)Status is >= 200 and < 300
        ? $"Something answers {(int)Status} at VICTORIA_URL that is not VictoriaMetrics."
        : $"VictoriaMetrics answered {(int)Status} to a write: {(Said.Length == 0 ? "no word" : Said)}";

    /// <summary>What to do about it.</summary>
    public string Fix => Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "Check the credentials for VictoriaMetrics; rounds wait in the spool meanwhile.",
        HttpStatusCode.RequestEntityTooLarge => "Raise the limit for request bodies of the proxy before VictoriaMetrics (128 MB are enough for 100,000 devices even without compression); rounds wait in the spool meanwhile.",
        >= HttpStatusCode.OK and < HttpStatusCode.InternalServerError => "Check VICTORIA_URL: its scheme, host, port and path; rounds wait in the spool meanwhile.",
        _ => "Check that VictoriaMetrics runs and has free disk space; rounds wait in the spool and are written when it answers.",
    };
}
