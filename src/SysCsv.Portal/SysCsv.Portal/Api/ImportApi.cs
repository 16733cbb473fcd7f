using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>Imports and the account of their rows.</summary>
internal static class ImportApi
{
    // One and a half seconds on two busy cores.
    private const int RowsPerRequest = 20_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        ImportCreation.Map(imports);
        imports.MapGet("", ListAsync).Needs(PortalRight.View).WithSummary("Lists imports; order is newest (the default), oldest or name").Produces<PageModel<ImportModel>>();
        imports.MapGet("/{id:guid}", FindAsync).Needs(PortalRight.View).WithSummary("Shows an import with its account").Produces<ImportModel>().ProducesProblem(404);
        imports.MapGet("/{id:guid}/rejected", RejectedAsync).Needs(PortalRight.View).WithSummary("Lists rejected rows in file order").Produces<PageModel<RejectedRowModel>>();
        imports.MapGet("/{id:guid}/rejected.csv", DownloadAsync).Needs(PortalRight.View).WithSummary("Downloads rejected rows, to be corrected and uploaded again")
            .Produces(200, contentType: "text/csv").ProducesProblem(404);
        imports.MapGet("/{id:guid}/rows/{number:long}", RowAsync).Needs(PortalRight.View).WithSummary("Says what became of a row").Produces<RowModel>().ProducesProblem(404);
        imports.MapGet("/{id:guid}/rows", RowsAsync).Needs(PortalRight.View)
            .WithSummary("Lists the rows of an import's file in file order with what became of them, at most 20,000 looked at in a request")
            .Produces<RowPageModel>().ProducesProblem(404).ProducesProblem(409);
        MapChange(imports, "pause", "Stops sending rows", (service, id, actor, token) => service.PauseAsync(id, actor, token));
        MapChange(imports, "resume", "Goes on with a paused import", (service, id, actor, token) => service.ResumeAsync(id, actor, token));
        MapChange(imports, "cancel", "Ends an import with the rows sent so far", (service, id, actor, token) => service.CancelAsync(id, actor, token));
        imports.MapPost("/{id:guid}/publish-again", PublishAgainAsync).Needs(PortalRight.Operate).WithSummary("Imports the same file again, as a new import")
            .Produces<ImportModel>(201).ProducesProblem(404).ProducesProblem(409);
        imports.MapPost("/{id:guid}/send-again", SendAgainAsync).Needs(PortalRight.Operate)
            .WithSummary("Sends an import again whose rows were lost with a queue that was deleted; rows that are accounted for change nothing")
            .Produces<ImportModel>().ProducesProblem(404).ProducesProblem(409);
    }

    private static void MapChange(IEndpointRouteBuilder imports, string verb, string summary, Func<IImports, ImportId, Actor, CancellationToken, Task<bool>> change) =>
        imports.MapPost($"/{{id:guid}}/{verb}", async (Guid id, HttpContext http, [FromServices] IImports service, CancellationToken cancellationToken) =>
            {
                var changed = await change(service, new(id), http.Actor(), cancellationToken);
                if (await service.FindAsync(new(id), cancellationToken) is not { } import)
                    return Problems.NotFound("import");
                return changed ? Results.Ok(ImportModel.Of(import)) : Problems.Of(409, $"The import is {Text.Of(import.State)}: that can't be done now.");
            })
            .Needs(PortalRight.Operate).WithSummary(summary).Produces<ImportModel>().ProducesProblem(404).ProducesProblem(409);

    private static async Task<IResult> ListAsync(
        string? state, string? search, string? order, string? after, int? size, [FromServices] IImports imports, CancellationToken cancellationToken)
    {
        PortalImportState? only = string.IsNullOrEmpty(state) ? null : Text.Parse<PortalImportState>(state, "state");
        return Results.Ok(Paging.Of(await imports.ListAsync(new(only, search, after, Paging.Check(size), Text.Parse(order, ImportOrder.Newest, "order")), cancellationToken), ImportModel.Of));
    }

    private static async Task<IResult> FindAsync(Guid id, [FromServices] IImports imports, CancellationToken cancellationToken) =>
        await imports.FindAsync(new(id), cancellationToken) is { } import ? Results.Ok(ImportModel.Of(import)) : Problems.NotFound("import");

    private static async Task<IResult> RejectedAsync(
        Guid id, string? reason, string? after, int? size, [FromServices] IImportReader reader, CancellationToken cancellationToken) =>
        Results.Ok(Paging.Of(await reader.ListRejectedAsync(new(id), reason, after, Paging.Check(size), cancellationToken), RejectedRowModel.Of));

    private static async Task<IResult> DownloadAsync(Guid id, string? reason, [FromServices] IImports imports, CancellationToken cancellationToken) =>
        await imports.FindAsync(new(id), cancellationToken) is null
            ? Problems.NotFound("import")
            : new CsvDownload($"rejected-{id:D}.csv", (output, token) => imports.WriteRejectedAsync(new(id), reason, output, token));

    private static async Task<IResult> RowAsync(Guid id, long number, [FromServices] IImports imports, CancellationToken cancellationToken) =>
        await imports.FindRowAsync(new(id), number, cancellationToken) is { } row ? Results.Ok(RowModel.Of(row)) : Problems.NotFound("row");

    private static async Task<IResult> RowsAsync(
        Guid id, string? fate, string? after, int? size, [FromServices] IImports imports, CancellationToken cancellationToken)
    {
        RowFate? only = string.IsNullOrEmpty(fate) ? null : Text.Parse<RowFate>(fate, "fate");
        if (await imports.ListRowsAsync(new(id), new(only, after, Paging.Check(size), RowsPerRequest), cancellationToken) is { } step)
            return Results.Ok(RowPageModel.Of(step));
        return await imports.FindAsync(new(id), cancellationToken) is null
            ? Problems.NotFound("import")
            : Problems.Of(409, "The file is not kept any more, or was not uploaded here. Its rejected and failed rows are listed all the same.");
    }

    private static async Task<IResult> PublishAgainAsync(Guid id, HttpContext http, [FromServices] IImports imports, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(new(id), cancellationToken) is null)
            return Problems.NotFound("import");
        return await imports.PublishAgainAsync(new(id), http.Actor(), cancellationToken) is { } again
            ? await ImportCreation.CreatedAsync(http, imports, again, cancellationToken)
            : Problems.Of(409, "The file is not kept any more. Upload it again.");
    }

    private static async Task<IResult> SendAgainAsync(Guid id, HttpContext http, [FromServices] IImports imports, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(new(id), cancellationToken) is null)
            return Problems.NotFound("import");
        return await imports.SendAgainAsync(new(id), http.Actor(), cancellationToken) is { } refusal
            ? Problems.Of(409, refusal)
            : await FindAsync(id, imports, cancellationToken);
    }
}
