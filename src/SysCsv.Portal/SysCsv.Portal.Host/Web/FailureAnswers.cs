using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence;
using SysCsv.Portal.Api;
using SysCsv.Portal.Host.Accounts;
using SysCsv.Portal.Host.Accounts.Pages;

namespace SysCsv.Portal.Host.Web;

/// <summary>Answers a failure outside of the handlers, such as a database that is away while a key is looked up or somebody signs in: the API as it answers its own, browsers with a page.</summary>
internal sealed class FailureAnswers : IExceptionHandler
{
    private const string Away = "The database does not answer. Nothing is lost; try again as soon as it is back.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Problems.For(Known(exception), httpContext.Response) is not { } answer)
            return false;
        if (httpContext.Response.Headers.RetryAfter.Count > 0 && WantsPage(httpContext.Request))
            answer = AccountPages.Of<MessagePage>(new MessageModel("Not now", Away), StatusCodes.Status503ServiceUnavailable);
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    // The accounts' tables are read by the framework, which lets the driver's exceptions through.
    private static Exception Known(Exception exception) =>
        exception is not SysCsvException && IsOfDriver(exception) ? new StoreException(StoreFailure.Unavailable, Away, exception) : exception;

    // A refused write is a fault of the program, and no weather.
    private static bool IsOfDriver(Exception exception) =>
        exception is not DbUpdateException && (exception is DbException || (exception.InnerException is { } inner && IsOfDriver(inner)));

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
