using System.Security.Cryptography;
using System.Text;
using SysCsv.Imports;

namespace SysCsv.Portal.Imports;

/// <summary>What two requests for the same thing have in common.</summary>
internal static class RequestKey
{
    /// <summary>A digest, since a key may be of any length and hold anything; the import itself where there is no key.</summary>
    public static string Of(string actor, string? idempotencyKey, ImportId import) => idempotencyKey is null
        ? import.ToString()
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor}\n{idempotencyKey}")));
}
