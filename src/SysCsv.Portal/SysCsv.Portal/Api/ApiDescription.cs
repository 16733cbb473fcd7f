using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>The OpenAPI document of the API, and of nothing else that the application has.</summary>
internal static class ApiDescription
{
    private const string Document = "portal";

    public static void AddPortalApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, openApi =>
    {
        openApi.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<PortalApiMetadata>().Any();
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "SysCsv";
            document.Info.Version = "v1";
            document.Info.Description = "CSV files in, one contact per e-mail out. Send an API key in the header Authorization: Bearer.";
            return Task.CompletedTask;
        });
        openApi.AddDocumentTransformer(ApiBodies.AddKeyAsync);
        openApi.AddOperationTransformer(ApiBodies.AddBodyAsync);
    });

    public static void MapPortalApiDescription(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapOpenApi(PortalApi.Path + "/openapi/{documentName}.json").Needs(PortalRight.View);
}
