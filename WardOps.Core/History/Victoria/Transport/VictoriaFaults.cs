using System.Globalization;
using System.Net;
using System.Text.Json;

namespace WardOps.Core.History.Victoria.Transport;

/// <summary>Says what went wrong with one question: which one, what the server said, and what to do. Never a secret.</summary>
internal sealed class VictoriaFaults(string what, string patience, VictoriaCredentials credentials)
{
    /// <summary>Most characters of a query or of the server's words.</summary>
    public const int LongestText = 500;

    private const string HowToHelp =
        "Check that VictoriaMetrics runs and answers (its address is VICTORIA_URL, or WardOps starts it itself); what is not written yet waits.";

    private const string AskForLess = "Ask for a shorter range or a longer step.";

    private readonly string _what = Short(what);

    /// <summary>What is wrong, for those who say by themselves what to do about it.</summary>
    public static string Problem(HistoryUnavailableException fault) => fault.Message.Replace(HowToHelp, "", StringComparison.Ordinal).TrimEnd();

    public static HistoryUnavailableException NotRunning(string what)
        => new($"VictoriaMetrics cannot be asked {Short(what)}: it is not running now. {HowToHelp}");

    /// <summary>What an exception of the connection means; null if it means nothing here, such as that the caller has given up.</summary>
    /// <param name="ex">What was thrown.</param>
    /// <param name="deadline">Of the question.</param>
    /// <param name="received">Bytes of the answer that had come.</param>
    public HistoryUnavailableException? From(Exception ex, Deadline deadline, long received) => ex switch
    {
        OperationCanceledException or HttpRequestException or IOException when deadline.IsGivenUp => null,
        OperationCanceledException or HttpRequestException or IOException when deadline.HasPassed => TooSlow(received, ex),
        InvalidDataException => Torn(ex.Message),
        HttpRequestException or IOException => Broken(received, ex),
        _ => null,
    };

    private HistoryUnavailableException TooSlow(long received, Exception inner) => new(
        received == 0
            ? Say($"VictoriaMetrics did not answer {_what} within {patience}. {HowToHelp}")
            : Say($"VictoriaMetrics did not come to the end of its answer to {_what} within {patience}, after {received} bytes. {AskForLess}"),
        inner);

    private HistoryUnavailableException Broken(long received, Exception inner) => new(
        received == 0
            ? $"VictoriaMetrics cannot be reached for {_what}: {Said(inner.Message)}. {HowToHelp}"
            : Say($"VictoriaMetrics broke off in the middle of its answer to {_what}, after {received} bytes: {Said(inner.Message)}. {HowToHelp}"),
        inner);

    public HistoryUnavailableException Refused(HttpStatusCode status, string body) => new(status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            => Say($"VictoriaMetrics refused {_what} with {(int)status}: it wants other credentials. Set VICTORIA_USERNAME and VICTORIA_PASSWORD, or VICTORIA_BEARER_TOKEN. It said: {Said(Reason(body))}"),
        HttpStatusCode.NotFound
            => Say($"VictoriaMetrics refused {_what} with 404: that is not its address, or it lacks a path (VICTORIA_URL, VICTORIA_TENANT). It said: {Said(Reason(body))}"),
        _ => Say($"VictoriaMetrics refused {_what} with {(int)status}: {Said(Reason(body))}"),
    });

    /// <summary>A refusal in an answer that calls itself a success.</summary>
    public HistoryUnavailableException Refused(string reason) => new($"VictoriaMetrics refused {_what}: {Said(reason)}");

    public HistoryUnavailableException Moved(HttpStatusCode status, Uri? location) => new(Say(
        $"VictoriaMetrics sent {_what} on to {SafeUrl.Place(location)} ({(int)status}). Is there a login page or a proxy before it? Give the address where it answers itself (VICTORIA_URL)."));

    public HistoryUnavailableException Html(string beginning) => new(
        $"VictoriaMetrics answered {_what} with a web page. Is there a login page or a proxy before it, or another server at its address (VICTORIA_URL)? It begins: {Said(beginning)}");

    public HistoryUnavailableException Unreadable(string beginning, Exception? inner = null) => new(
        $"VictoriaMetrics answered {_what} with something unreadable{(inner is null ? "" : $" ({Said(inner.Message)})")}, near: {Said(beginning)} {HowToHelp}", inner);

    public HistoryUnavailableException Torn(string why) => new($"The answer of VictoriaMetrics to {_what} cannot be trusted to be whole: {why} {HowToHelp}");

    public HistoryUnavailableException Partial() => new(
        $"VictoriaMetrics answered {_what} without all of its storage nodes (isPartial), so some devices would be missing. Check that every vmstorage runs.");

    public HistoryUnavailableException TooLarge(long bytes) => new(
        Say($"VictoriaMetrics answered {_what} with more than {bytes} bytes, which are not read. {AskForLess}"));

    public HistoryUnavailableException TooManyPoints(int points) => TooManyPoints(_what, points);

    public static HistoryUnavailableException TooManyPoints(string what, int points) => new(
        Say($"VictoriaMetrics answered {Short(what)} with more than {points} values. {AskForLess}"));

    /// <summary>A body that was not taken, maybe.</summary>
    public HistoryUnavailableException NotTaken(Exception inner) => new(
        inner is OperationCanceledException
            ? $"VictoriaMetrics did not take {_what} within {patience}. {HowToHelp}"
            : $"VictoriaMetrics cannot be reached for {_what}: {Said(inner.Message)}. {HowToHelp}",
        inner);

    /// <summary>Any text from outside: one line, not too long, no secret.</summary>
    private static string Short(string text)
    {
        var line = new string([.. text.Take(LongestText).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return text.Length > LongestText ? line + "..." : line;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Reason(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) ? error.ToString() : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private string Said(string text) => Short(credentials.Scrub(text));
}
