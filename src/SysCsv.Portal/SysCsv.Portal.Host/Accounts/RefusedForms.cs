using Microsoft.AspNetCore.Diagnostics;
using SysCsv.Portal.Host.Accounts.Pages;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Says in words why a form of the accounts was refused before it was read. Programs get the status as everywhere.</summary>
internal static class RefusedForms
{
    private static readonly StatusCodePagesOptions Everywhere = new();

    public static bool IsSeen(HttpRequest request) =>
        request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task AnswerAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return IsSeen(http.Request) && MessageOf(http.Response.StatusCode) is { } message
            ? AccountPages.Of<MessagePage>(message, http.Response.StatusCode).ExecuteAsync(http)
            : Everywhere.HandleAsync(context);
    }

    private static MessageModel? MessageOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new("Not done", "The form was too old. Go back and load it again."),
        StatusCodes.Status401Unauthorized => new("You are signed out", "Nothing was changed. Sign in to go on.", IsSignedOut: true),
        StatusCodes.Status429TooManyRequests => new("Not now", "There were too many tries. Wait a minute, then try again.", IsSignedOut: true),
        _ => null,
    };
}
