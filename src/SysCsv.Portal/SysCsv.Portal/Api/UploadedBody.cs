using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Api;

/// <summary>Streams the file of a request to the staging folder: the body as it is, or the first file of a form.</summary>
internal sealed class UploadedBody(IUploads uploads, IOptions<PortalOptions> options)
{
    private const string NameHeader = "X-File-Name";
    private const string DefaultName = "upload.csv";
    private const int MaxBoundary = 70;

    // Headers and boundaries of a form around the file.
    private const long FormOverhead = 1 << 20;

    public async Task<StagedFile> ReceiveAsync(HttpContext http, CancellationToken cancellationToken)
    {
        Limit(http);
        try
        {
            if (!IsForm(http.Request, out var boundary))
                return await uploads.ReceiveAsync(http.Request.Body, NameOf(http.Request), http.Actor(), cancellationToken);
            var (body, name) = await FirstFileAsync(http.Request, boundary, cancellationToken);
            return await uploads.ReceiveAsync(body, name ?? NameOf(http.Request), http.Actor(), cancellationToken);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && IsForm(http.Request, out _))
        {
            throw new BadInputException("The form ends before its last boundary.");
        }
    }

    private void Limit(HttpContext http)
    {
        var max = options.Value.MaxUploadBytes;
        if (http.Request.ContentLength > max + (IsForm(http.Request, out _) ? FormOverhead : 0))
            throw new UploadRefusedException(StatusCodes.Status413PayloadTooLarge, string.Create(
                CultureInfo.InvariantCulture, $"The file is larger than {max:N0} bytes, the limit that SysCsv:Portal:MaxUploadBytes sets."));

        // The server's own limit is made for small requests. The file itself is counted as it is written.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = max > long.MaxValue - FormOverhead ? null : max + FormOverhead;
    }

    private static bool IsForm(HttpRequest request, out string boundary)
    {
        boundary = "";
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return false;
        boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? "";
        return boundary.Length is > 0 and <= MaxBoundary ? true : throw new BadInputException("The form has no usable boundary.");
    }

    private static async Task<(Stream Body, string? Name)> FirstFileAsync(HttpRequest request, string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part) && part.IsFileDisposition())
                return (section.Body, HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value);
        throw new BadInputException("The form holds no file.");
    }

    // In a header rather than in the address: addresses end up in logs.
    private static string NameOf(HttpRequest request) =>
        request.Headers[NameHeader].ToString() is { Length: > 0 } encoded ? Uri.UnescapeDataString(encoded) : DefaultName;
}
