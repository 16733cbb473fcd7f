using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Transports;

namespace SysCsv.Portal.Api;

/// <summary>The queue and its dead letters.</summary>
internal static class QueueApi
{
    private static readonly TimeSpan DefaultHistory = TimeSpan.FromHours(1);

    public static void Map(IEndpointRouteBuilder api)
    {
        var queue = api.MapGroup("/queue").WithTags("Queue");
        queue.MapGet("", DepthAsync).Needs(PortalRight.View).WithSummary("Counts what is in the queue").Produces<QueueModel>().ProducesProblem(503);
        queue.MapGet("/history", HistoryAsync).Needs(PortalRight.View).WithSummary("Depth and rates over time, for an hour unless since is given")
            .Produces<IReadOnlyList<QueuePointModel>>();
        queue.MapGet("/dead-letters", ListAsync).Needs(PortalRight.View).WithSummary("Lists the oldest dead letters").Produces<IReadOnlyList<DeadLetterModel>>();
        queue.MapPost("/dead-letters/replay", ReplayAsync).Needs(PortalRight.Operate).WithSummary("Puts dead letters back into the queue").Produces<DoneModel>();
        queue.MapPost("/dead-letters/discard", DiscardAsync).Needs(PortalRight.Operate).WithSummary("Removes dead letters for good").Produces<DoneModel>();
    }

    private static async Task<IResult> DepthAsync([FromServices] ITransport transport, CancellationToken cancellationToken) =>
        Results.Ok(QueueModel.Of(await transport.GetDepthAsync(cancellationToken)));

    private static async Task<IResult> HistoryAsync(
        DateTimeOffset? since, [FromServices] IPortalFeed feed, [FromServices] TimeProvider clock, CancellationToken cancellationToken) =>
        Results.Ok((await feed.HistoryAsync(since ?? (clock.GetUtcNow() - DefaultHistory), cancellationToken)).Select(QueuePointModel.Of).ToList());

    private static async Task<IResult> ListAsync(int? max, [FromServices] IDeadLetterQueue letters, CancellationToken cancellationToken) =>
        Results.Ok((await letters.ListAsync(Paging.Check(max), cancellationToken)).Select(DeadLetterModel.Of).ToList());

    private static async Task<IResult> ReplayAsync(
        DeadLetterRequest request, HttpContext http, [FromServices] DeadLetterService letters, CancellationToken cancellationToken) =>
        Results.Ok(new DoneModel(await letters.ReplayAsync(request.Chosen(), http.Actor(), cancellationToken)));

    private static async Task<IResult> DiscardAsync(
        DeadLetterRequest request, HttpContext http, [FromServices] DeadLetterService letters, CancellationToken cancellationToken) =>
        Results.Ok(new DoneModel(await letters.DiscardAsync(request.Chosen(), http.Actor(), cancellationToken)));
}
