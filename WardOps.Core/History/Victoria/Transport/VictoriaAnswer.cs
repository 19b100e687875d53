using System.Buffers;
using System.Text;

namespace WardOps.Core.History.Victoria.Transport;

/// <summary>
/// An answer that is being read: a window over its bytes, moved by whoever understands them. Every trouble of reading comes as a
/// <see cref="HistoryUnavailableException"/> that names the question.
/// </summary>
internal sealed class VictoriaAnswer : IAsyncDisposable
{
    private const int FirstWindow = 64 * 1024;
    private const int Excerpt = 120;

    private readonly Stream _body;
    private readonly IDisposable? _response;
    private readonly Deadline _deadline;
    private readonly long _mostBytes;
    private byte[] _window = ArrayPool<byte>.Shared.Rent(FirstWindow);
    private int _start;
    private int _end;

    public VictoriaAnswer(Stream body, IDisposable? response, Deadline deadline, VictoriaFaults faults, long mostBytes)
        => (_body, _response, _deadline, Faults, _mostBytes) = (body, response, deadline, faults, mostBytes);

    public VictoriaFaults Faults { get; }

    /// <summary>Bytes of the body that have come, unpacked.</summary>
    public long Received { get; private set; }

    /// <summary>Whether the window holds the last byte.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>What has come and was not understood yet.</summary>
    public Span<byte> Unread => _window.AsSpan(_start, _end - _start);

    /// <summary>The first bytes of the window are done with.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Takes what comes next; the window grows when it is full.</summary>
    public async ValueTask ReadMoreAsync()
    {
        MakeRoom();
        try
        {
            Take(await _body.ReadAsync(_window.AsMemory(_end), _deadline.Token).ConfigureAwait(false));
        }
        catch (Exception ex) when (Translate(ex) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Takes all that fits: for those who start again from the beginning of the window each time.</summary>
    public async ValueTask FillAsync()
    {
        do
        {
            await ReadMoreAsync().ConfigureAwait(false);
        }
        while (!IsComplete && _end < _window.Length);
    }

    /// <summary>The next characters, for the words of an error.</summary>
    public string Beginning() => Encoding.UTF8.GetString(Unread[..Math.Min(Excerpt, Unread.Length)]);

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync().ConfigureAwait(false);
        _deadline.Dispose();
    }

    /// <summary>Everything but the deadline: the question may be asked again within it.</summary>
    internal async ValueTask ReleaseAsync()
    {
        var window = Interlocked.Exchange(ref _window, []);
        if (window.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(window);
        }

        await _body.DisposeAsync().ConfigureAwait(false);
        _response?.Dispose();
    }

    /// <summary>The first bytes, without translation: until they have come the question may be asked again.</summary>
    internal async ValueTask BeginAsync() => Take(await _body.ReadAsync(_window, _deadline.Token).ConfigureAwait(false));

    private void Take(int count)
    {
        IsComplete = count == 0;
        _end += count;
        Received += count;
        if (Received > _mostBytes)
        {
            throw Faults.TooLarge(_mostBytes);
        }
    }

    private HistoryUnavailableException? Translate(Exception ex) => Faults.From(ex, _deadline, Received);

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Unread.CopyTo(_window);
            _end -= _start;
            _start = 0;
        }

        if (_end == _window.Length)
        {
            var wider = ArrayPool<byte>.Shared.Rent(_window.Length * 2);
            Unread.CopyTo(wider);
            ArrayPool<byte>.Shared.Return(_window);
            _window = wider;
        }
    }
}
