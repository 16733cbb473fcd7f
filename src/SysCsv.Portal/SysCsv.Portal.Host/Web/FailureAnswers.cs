using Microsoft.AspNetCore.Diagnostics;
using SysCsv.Portal.Api;

namespace SysCsv.Portal.Host.Web;

/// <summary>Answers a failure outside of the handlers, such as a database that is away while a key is looked up, as the API answers its own.</summary>
internal sealed class FailureAnswers : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Problems.For(exception, httpContext.Response) is not { } answer)
            return false;
        await answer.ExecuteAsync(httpContext);
        return true;
    }
}
