using Microsoft.AspNetCore.Http;
using SysCsv.Csv;
using SysCsv.Persistence;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Uploads;
using SysCsv.Transports;

namespace SysCsv.Portal.Api;

/// <summary>Failures as problem details.</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "5";

    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, $"There is no such {what}.");

    public static IResult Of(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>The answer to a failure that has one; null for a fault of the program.</summary>
    public static IResult? For(Exception exception, HttpResponse response)
    {
        switch (exception)
        {
            case BadInputException or ForeignCursorException:
                return Of(StatusCodes.Status400BadRequest, exception.Message);
            case BadHttpRequestException bad:
                return Of(bad.StatusCode, "The request can't be read.");
            case UploadRefusedException refused:
                return Of(refused.StatusCode, refused.Message);
            case CsvRefusedException:
                return Of(StatusCodes.Status422UnprocessableEntity, exception.Message);
            case StoreException { Failure: StoreFailure.DataRefused }:
                return Of(StatusCodes.Status422UnprocessableEntity, exception.Message);
            case StoreException or TransportException:
                response.Headers.RetryAfter = RetryAfterSeconds;
                return Of(StatusCodes.Status503ServiceUnavailable, exception.Message);
            case SysCsvException:
                return Of(StatusCodes.Status409Conflict, exception.Message);
            default:
                return null;
        }
    }
}
