using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Imports;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Api;

/// <summary>Creating imports: of an upload by its id, or of the file in the body.</summary>
internal static class ImportCreation
{
    private const int MaxRequest = 64 * 1024;

    public static void Map(IEndpointRouteBuilder imports) =>
        imports.MapPost("", CreateAsync).Needs(PortalRight.Operate).WithSummary("Creates an import of an upload (application/json), or of the file in the body")
            .WithDescription(
                "With the header Idempotency-Key the same request can be sent again: the same key of the same user or API key gives the same import; with another file or other choices it is refused (409). "
                + "Choices for a file in the body stand in the query.")
            .Produces<ImportModel>(201).ProducesProblem(409).ProducesProblem(413);

    public static async Task<IResult> CreatedAsync(HttpContext http, IImports imports, ImportId id, CancellationToken cancellationToken)
    {
        var import = await imports.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException("An import that was accepted is not there.");
        var path = http.Request.Path.Value!;
        var list = path[..(path.IndexOf("/imports", StringComparison.Ordinal) + "/imports".Length)];
        return Results.Created($"{http.Request.PathBase}{list}/{id}", ImportModel.Of(import));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, [AsParameters] BodyChoices choices, [FromServices] IImports imports, [FromServices] IUploads uploads, [FromServices] UploadedBody body,
        CancellationToken cancellationToken)
    {
        var key = http.Request.IdempotencyKey();
        return http.Request.HasJsonContentType()
            ? await OfUploadAsync(http, key, imports, cancellationToken)
            : await OfBodyAsync(http, key, choices, imports, uploads, body, cancellationToken);
    }

    private static async Task<IResult> OfUploadAsync(HttpContext http, string? key, IImports imports, CancellationToken cancellationToken)
    {
        var request = await ReadAsync(http.Request, cancellationToken);
        var settings = new ImportSettings((request.Reading ?? new()).ToOptions(), Text.Parse(request.Policy, DuplicatePolicy.KeepLast, "policy"));
        var import = await imports.AcceptAsync(request.Upload, settings, key, http.Actor(), cancellationToken);
        return await CreatedAsync(http, imports, import, cancellationToken);
    }

    private static async Task<IResult> OfBodyAsync(
        HttpContext http, string? key, BodyChoices choices, IImports imports, IUploads uploads, UploadedBody body, CancellationToken cancellationToken)
    {
        // Before the file, which may take an hour.
        var settings = choices.ToSettings();
        var file = await body.ReceiveAsync(http, cancellationToken);
        try
        {
            var import = await imports.AcceptAsync(file.Id, settings, key, http.Actor(), cancellationToken);
            return await CreatedAsync(http, imports, import, cancellationToken);
        }
        finally
        {
            // A request that was sent again brought its file again; where another one made the import, nothing uses it.
            if (key is not null)
                await uploads.DiscardAsync(file.Id, http.Actor(), CancellationToken.None);
        }
    }

    private static async Task<ImportRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxRequest)
            throw new BadHttpRequestException("The request is too large.", StatusCodes.Status413PayloadTooLarge);
        try
        {
            return await request.ReadFromJsonAsync<ImportRequest>(JsonSerializerOptions.Web, cancellationToken)
                ?? throw new BadInputException("The body is empty.");
        }
        catch (JsonException)
        {
            throw new BadInputException("The body is no import request: a JSON object with the property upload.");
        }
    }

    /// <summary>Choices for a file in the body, as they stand in the query.</summary>
    internal sealed record BodyChoices(
        string? Policy, string? Encoding, string? Delimiter, bool? HasHeader, string? EmailColumn, string? NameColumn, string? GivenNameColumn, string? FamilyNameColumn)
    {
        public ImportSettings ToSettings() => new(
            new ReadingModel(Encoding, Delimiter, HasHeader, EmailColumn, NameColumn, GivenNameColumn, FamilyNameColumn).ToOptions(),
            Text.Parse(Policy, DuplicatePolicy.KeepLast, "policy"));
    }
}
