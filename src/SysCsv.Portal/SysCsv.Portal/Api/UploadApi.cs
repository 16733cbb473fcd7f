using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Security;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Api;

/// <summary>Files that wait for a decision.</summary>
internal static class UploadApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var uploads = api.MapGroup("/uploads").WithTags("Uploads");
        uploads.MapPost("", ReceiveAsync).Needs(PortalRight.Operate).WithSummary("Uploads a file, as the body or as the first file of a form")
            .WithDescription("The body is streamed to disk. The name of the file is taken from the header X-File-Name (percent-encoded) or from the form.")
            .Produces<UploadModel>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        uploads.MapGet("/{id:guid}", FindAsync).Needs(PortalRight.View).WithSummary("Shows an upload").Produces<UploadModel>().ProducesProblem(404);
        uploads.MapPost("/{id:guid}/preview", PreviewAsync).Needs(PortalRight.View).WithSummary("Shows how the first rows read with certain choices")
            .Produces<PreviewModel>().ProducesProblem(404).ProducesProblem(422);
        uploads.MapDelete("/{id:guid}", DiscardAsync).Needs(PortalRight.Operate).WithSummary("Removes an upload that no import uses")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(404);
    }

    private static async Task<IResult> ReceiveAsync(HttpContext http, [FromServices] UploadedBody body, CancellationToken cancellationToken)
    {
        var file = await body.ReceiveAsync(http, cancellationToken);
        return Results.Created($"{http.Request.PathBase}{http.Request.Path}/{file.Id:D}", UploadModel.Of(file));
    }

    private static async Task<IResult> FindAsync(Guid id, [FromServices] IUploads uploads, CancellationToken cancellationToken) =>
        await uploads.FindAsync(id, cancellationToken) is { } file ? Results.Ok(UploadModel.Of(file)) : Problems.NotFound("upload");

    private static async Task<IResult> PreviewAsync(Guid id, ReadingModel? reading, [FromServices] IUploads uploads, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(id, cancellationToken) is null)
            return Problems.NotFound("upload");
        return Results.Ok(PreviewModel.Of(await uploads.PreviewAsync(id, (reading ?? new()).ToOptions(), cancellationToken)));
    }

    private static async Task<IResult> DiscardAsync(Guid id, HttpContext http, [FromServices] IUploads uploads, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(id, cancellationToken) is null)
            return Problems.NotFound("upload");
        await uploads.DiscardAsync(id, http.Actor(), cancellationToken);
        return Results.NoContent();
    }
}
