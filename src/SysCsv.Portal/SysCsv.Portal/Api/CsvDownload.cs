using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SysCsv.Portal.Api;

/// <summary>Writes CSV as it is read, under a name of our own. What fails before the first byte is answered as a problem; later the connection breaks off.</summary>
internal sealed class CsvDownload(string name, Func<Stream, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        try
        {
            await write(response.Body, httpContext.RequestAborted);
        }
        catch (Exception exception) when (!response.HasStarted && Problems.For(exception, response) is { } problem)
        {
            response.Headers.Remove(HeaderNames.ContentDisposition);
            await problem.ExecuteAsync(httpContext);
        }
    }
}
