using Microsoft.AspNetCore.Http;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>What handlers read off a request.</summary>
internal static class Requests
{
    private const int MaxKeyLength = 255;

    public static Actor Actor(this HttpContext http) => new(http.User.Identity?.Name ?? "somebody", http.Connection.RemoteIpAddress?.ToString());

    /// <summary>The header <c>Idempotency-Key</c>; null if there is none.</summary>
    public static string? IdempotencyKey(this HttpRequest request)
    {
        if (request.Headers["Idempotency-Key"] is not [{ } key, ..])
            return null;
        return key.Length is 0 or > MaxKeyLength || request.Headers["Idempotency-Key"].Count > 1
            ? throw new BadInputException("The header Idempotency-Key holds one key of 1 to 255 characters.")
            : key;
    }
}
