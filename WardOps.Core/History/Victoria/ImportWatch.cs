namespace WardOps.Core.History.Victoria;

/// <summary>Shows what is posted to whoever keeps an example of it. It changes nothing, and reads only bodies that are in memory anyway.</summary>
internal sealed class ImportWatch(SentExample example) : DelegatingHandler
{
    private const string Path = "/api/v1/import/prometheus";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is ByteArrayContent or ReadOnlyMemoryContent && request.RequestUri?.AbsolutePath.EndsWith(Path, StringComparison.Ordinal) == true)
        {
            await ShowAsync(request.Content, cancellationToken).ConfigureAwait(false);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task ShowAsync(HttpContent content, CancellationToken cancellation)
    {
        // Not disposed: it belongs to the content, which is about to be sent.
        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var head = new byte[SentExample.Kept];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        example.Sent(head.AsSpan(0, length), content.Headers.ContentEncoding.Contains("gzip"));
    }
}
