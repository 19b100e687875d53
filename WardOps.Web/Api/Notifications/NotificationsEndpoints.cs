using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WardOps.Core.Notifications;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Heartbeats;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;

namespace WardOps.Web.Api.Notifications;

internal static class NotificationsEndpoints
{
    private const int MostIds = 1000;

    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/notifications").WithTags("Notifications");
        group.MapGet("/channels", async (ChannelStore store, CancellationToken cancellation) => TypedResults.Ok((await store.AllAsync(cancellation)).Select(ChannelItem.Of)))
            .WithSummary("The channels, without their secrets");
        group.MapPost("/channels", (ChannelBody body, ChannelStore store, CancellationToken cancellation) => SaveChannelAsync(null, body, store, cancellation)).WithSummary("Adds a channel");
        group.MapPut("/channels/{id:guid}", (Guid id, ChannelBody body, ChannelStore store, CancellationToken cancellation) => SaveChannelAsync(id, body, store, cancellation))
            .WithSummary("Changes a channel").WithDescription("Secrets that are left out stay as they were, unless the server is another one.");
        group.MapDelete("/channels/{id:guid}", async (Guid id, ChannelStore store, CancellationToken cancellation) => Said(await store.RemoveAsync(id, cancellation)))
            .WithSummary("Removes a channel that no route uses");
        group.MapPost("/channels/{id:guid}/test", TestAsync).WithSummary("Sends a test message now").WithDescription("Says what the other side said. Nothing is tried again.");
        group.MapGet("/routes", async (RouteStore store, CancellationToken cancellation) => TypedResults.Ok((await store.AllAsync(cancellation)).Select(RouteBody.Of)))
            .WithSummary("The routes, in the order in which they are asked");
        group.MapPost("/routes", (RouteBody body, RouteStore store, CancellationToken cancellation) => SaveRouteAsync(null, body, store, cancellation)).WithSummary("Adds a route");
        group.MapPut("/routes/{id:guid}", (Guid id, RouteBody body, RouteStore store, CancellationToken cancellation) => SaveRouteAsync(id, body, store, cancellation)).WithSummary("Changes a route");
        group.MapDelete("/routes/{id:guid}", async (Guid id, RouteStore store, CancellationToken cancellation) => Said(await store.RemoveAsync(id, cancellation))).WithSummary("Removes a route");
        group.MapGet("/deliveries", ListAsync).WithSummary("The messages, dead letters first, then the newest").WithDescription("state is waiting, claimed, sent, dead or dismissed; page from 1, page_size 1 to 500 (100 unless told).");
        group.MapPost("/deliveries/resend", (DeliveryIds ids, DeliveryBook book, CancellationToken cancellation) => DoAsync(ids, book.ResendAsync, cancellation)).WithSummary("Sends dead letters again");
        group.MapPost("/deliveries/dismiss", (DeliveryIds ids, DeliveryBook book, CancellationToken cancellation) => DoAsync(ids, book.DismissAsync, cancellation)).WithSummary("Says that dead letters do not matter any more");
        group.MapGet("/heartbeat", (HeartbeatService heartbeat) => TypedResults.Ok(heartbeat.Current)).WithSummary("How the heartbeat is doing");
        group.MapPut("/heartbeat", SaveHeartbeatAsync).WithSummary("Sets the address that is called every minute while rounds close");
    }

    private static async Task<Results<Ok<SavedReply>, ProblemHttpResult>> SaveChannelAsync(Guid? id, ChannelBody body, ChannelStore store, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var draft = body.ToDraft(faults);
        return faults.Count > 0 ? ApiProblems.BadRequest(faults) : Said(await store.SaveAsync(id, draft, cancellation));
    }

    private static async Task<Results<Ok<SavedReply>, ProblemHttpResult>> SaveRouteAsync(Guid? id, RouteBody body, RouteStore store, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var route = body.ToRoute(faults);
        return faults.Count > 0 ? ApiProblems.BadRequest(faults) : Said(await store.SaveAsync(id, route, cancellation));
    }

    private static async Task<Results<Ok<TestReply>, ProblemHttpResult>> TestAsync(Guid id, ChannelTester tester, CancellationToken cancellation)
        => await tester.TestAsync(id, cancellation) is { } outcome ? TypedResults.Ok(new TestReply(WireWords.Of(outcome.Verdict), outcome.Words)) : ApiProblems.BadRequest(["The channel does not exist any more."]);

    private static async Task<Results<Ok<DeliveryReply>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "state")] string? state, [FromQuery(Name = "page")] string? page, [FromQuery(Name = "page_size")] string? pageSize, DeliveryBook book, CancellationToken cancellation)
    {
        var faults = new List<string>();
        DeliveryState? wanted = string.IsNullOrWhiteSpace(state) ? null : WireWords.Read(state, DeliveryState.Dead, "state", faults);
        var at = Number(page, 1, 1_000_000, 1, "page", faults);
        var size = Number(pageSize, 1, 500, 100, "page_size", faults);
        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var (items, total) = await book.ListAsync(wanted, (at - 1) * size, size, cancellation);
        return TypedResults.Ok(DeliveryReply.Of(items, total, at, size));
    }

    private static async Task<Results<Ok<CountReply>, ProblemHttpResult>> DoAsync(DeliveryIds ids, Func<IReadOnlyCollection<long>, CancellationToken, Task<int>> act, CancellationToken cancellation)
        => ids.Ids is { Count: > 0 and <= MostIds } some ? TypedResults.Ok(new CountReply(await act([.. some], cancellation))) : ApiProblems.BadRequest([$"ids must name 1 to {MostIds} messages."]);

    private static async Task<Results<Ok<HeartbeatState>, ProblemHttpResult>> SaveHeartbeatAsync(HeartbeatBody body, HeartbeatStore store, HeartbeatService heartbeat, CancellationToken cancellation)
    {
        if (await store.SaveAsync(body.Enabled, body.Url, cancellation) is { Count: > 0 } faults)
        {
            return ApiProblems.BadRequest(faults);
        }

        await heartbeat.BeatAsync(cancellation);
        return TypedResults.Ok(heartbeat.Current);
    }

    private static Results<Ok<SavedReply>, ProblemHttpResult> Said(SaveResult result) => result.Id is { } id ? TypedResults.Ok(new SavedReply(id)) : ApiProblems.BadRequest(result.Faults);

    private static int Number(string? text, int least, int most, int otherwise, string field, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add($"{field} must be a number from {least} to {most}.");
        return otherwise;
    }
}
