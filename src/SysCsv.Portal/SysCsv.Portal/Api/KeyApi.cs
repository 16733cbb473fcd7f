using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>API keys: for administrators.</summary>
internal static class KeyApi
{
    private const int MaxName = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("API keys").Needs(PortalRight.Administer);
        keys.MapGet("", async ([FromServices] IApiKeys service, CancellationToken cancellationToken) =>
                Results.Ok((await service.ListAsync(cancellationToken)).Select(KeyModel.Of).ToList()))
            .WithSummary("Lists keys without their secrets, newest first").Produces<IReadOnlyList<KeyModel>>();
        keys.MapPost("", CreateAsync).WithSummary("Makes a key; the answer is the only place where its secret stands").Produces<NewKeyModel>(201);
        keys.MapDelete("/{id:guid}", async (Guid id, HttpContext http, [FromServices] IApiKeys service, CancellationToken cancellationToken) =>
                await service.RevokeAsync(id, http.Actor(), cancellationToken) ? Results.NoContent() : Problems.NotFound("key that is not revoked"))
            .WithSummary("Revokes a key").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> CreateAsync(KeyRequest request, HttpContext http, [FromServices] IApiKeys keys, CancellationToken cancellationToken)
    {
        var name = request.Name?.Trim() ?? "";
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
            throw new BadInputException($"The name of a key has 1 to {MaxName} characters.");
        var scope = Text.Parse<PortalRight>(request.Scope ?? "", "scope");
        if (scope == PortalRight.None)
            throw new BadInputException("scope is one of view, operate, administer.");

        var made = await keys.CreateAsync(name, scope, http.Actor(), cancellationToken);
        return Results.Json(new NewKeyModel(KeyModel.Of(made.Key), made.Secret), statusCode: StatusCodes.Status201Created);
    }
}
