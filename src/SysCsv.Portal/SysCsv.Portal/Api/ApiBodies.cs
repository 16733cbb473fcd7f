using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SysCsv.Portal.Api.Models;

namespace SysCsv.Portal.Api;

/// <summary>Describes what the handlers read themselves: bodies that are streamed, and the key that every request carries.</summary>
internal static class ApiBodies
{
    private const string Key = "apiKey";
    private static readonly string[] Files = ["text/csv", "application/octet-stream", "application/gzip"];

    public static Task AddKeyAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new();
        document.AddComponent(Key, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." });
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        return Task.CompletedTask;
    }

    public static async Task AddBodyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.HttpMethod != "POST" || operation.RequestBody is not null)
            return;
        var path = context.Description.RelativePath?.TrimEnd('/') ?? "";
        if (path.EndsWith("/uploads", StringComparison.Ordinal))
            operation.RequestBody = FileBody();
        else if (path.EndsWith("/imports", StringComparison.Ordinal))
        {
            var body = FileBody();
            body.Content!["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ImportRequest), null, cancellationToken) };
            operation.RequestBody = body;
        }
    }

    private static OpenApiRequestBody FileBody()
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var content = Files.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = file });
        content["multipart/form-data"] = new()
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = file } },
        };
        return new() { Required = true, Content = content };
    }
}
