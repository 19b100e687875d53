using System.Globalization;
using System.Text;

namespace WardOps.Tests.Integration;

/// <summary>Writes to a VictoriaMetrics as anybody could, past WardOps.</summary>
internal sealed class VictoriaText(VictoriaServer server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.Address };

    public static string Line(int device, DateTimeOffset at, string? name = null)
        => string.Create(CultureInfo.InvariantCulture, $"device_ping_status{{device_id=\"{History.Rounds.IdOf(device)}\",device_name=\"{name ?? "Device"}\"}} 1 {at.ToUnixTimeMilliseconds()}");

    /// <summary>Status samples of some devices in some rounds.</summary>
    public Task WriteAsync(IEnumerable<DateTimeOffset> rounds, int devices)
        => PostAsync(string.Join('\n', rounds.SelectMany(at => Enumerable.Range(1, devices).Select(d => Line(d, at)))));

    public async Task PostAsync(string text)
    {
        using var body = new StringContent(text, Encoding.UTF8, "text/plain");
        (await _http.PostAsync(new Uri("api/v1/import/prometheus", UriKind.Relative), body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    public async Task DeleteAsync(string selector)
    {
        using var form = new FormUrlEncodedContent([new("match[]", selector)]);
        (await _http.PostAsync(new Uri("api/v1/admin/tsdb/delete_series", UriKind.Relative), form, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
