using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Tests.Alerts;
using WardOps.Tests.Integration;
using WardOps.Web.Components.Live;

namespace WardOps.Tests.Components.Live;

public sealed class AlertSubscriptionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AlertBook _book = NewBook();
    private int _calls;

    /// <summary>A storm of changes is one drawing a second, and whoever changes the book waits for no browser.</summary>
    [Fact]
    public async Task ManyChanges_AreOneCallEachSecond_AndTheLastIsNotLost()
    {
        await using var subscription = new AlertSubscription(_book, Count, TimeSpan.FromSeconds(1), _time);
        await Eventually.TrueAsync(() => _calls == 1);   // what there is now

        for (var i = 0; i < 1000; i++)
        {
            _book.Restore([]);
        }

        Assert.Equal(1, _calls);
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _calls == 2;
        });
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task SlowReader_HoldsUpNobody()
    {
        var gate = new TaskCompletionSource();
        var subscription = new AlertSubscription(_book, () => { _calls++; return gate.Task; }, TimeSpan.Zero, _time);
        await Eventually.TrueAsync(() => _calls == 1);

        _book.Restore([]);
        _book.Restore([]);

        Assert.Equal(1, _calls);
        gate.SetResult();
        await Eventually.TrueAsync(() => _calls == 2);
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task Disposed_HearsNothingMore_AndTwiceIsOnce()
    {
        var subscription = new AlertSubscription(_book, Count, TimeSpan.Zero, _time);
        await Eventually.TrueAsync(() => _calls == 1);

        await subscription.DisposeAsync();
        await subscription.DisposeAsync();
        _book.Restore([]);

        Assert.Equal(1, _calls);
    }

    private Task Count()
    {
        _calls++;
        return Task.CompletedTask;
    }

    private static AlertBook NewBook()
    {
        var options = Options.Create(new AlertOptions());
        return new AlertBook(
            new PlainConditions(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 50), new NoWriter(), new AlertOutbox(options, new AlertSignal(), NullLogger<AlertOutbox>.Instance), options);
    }
}
