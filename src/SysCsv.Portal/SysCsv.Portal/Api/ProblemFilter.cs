using Microsoft.AspNetCore.Http;

namespace SysCsv.Portal.Api;

/// <summary>Turns a failure that has an answer into problem details.</summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.OnStarting(KeepNowhereAsync, context.HttpContext.Response);
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (!context.HttpContext.Response.HasStarted && Problems.For(exception, context.HttpContext.Response) is not null)
        {
            return Problems.For(exception, context.HttpContext.Response);
        }
    }

    private static Task KeepNowhereAsync(object response)
    {
        ((HttpResponse)response).Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
