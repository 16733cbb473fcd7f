using Microsoft.AspNetCore.Antiforgery;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Refuses every form without its token, whether the handler reads fields of it or not.</summary>
internal sealed class FormForgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        HttpMethods.IsGet(context.HttpContext.Request.Method) || await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : RefusedForms.IsSeen(context.HttpContext.Request) ? Results.StatusCode(StatusCodes.Status400BadRequest)
            : Results.Problem("The form is too old or was not made here. Open the page again.", statusCode: StatusCodes.Status400BadRequest);
}
