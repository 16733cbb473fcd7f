using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>Checks signatures as the service does, by code of its own: what the transport signs with is not trusted here.</summary>
internal sealed class Signatures(DoubleOptions options)
{
    /// <summary>Until when the token opens the path that it names; null if it opens nothing.</summary>
    public (string Path, DateTimeOffset Until)? Check(string token, DateTimeOffset now)
    {
        const string Prefix = "SharedAccessSignature ";
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var parts = token[Prefix.Length..].Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        if (!parts.TryGetValue("sr", out var resource) || !parts.TryGetValue("se", out var expiry)
            || !parts.TryGetValue("sig", out var signature) || !parts.TryGetValue("skn", out var name)
            || !options.Keys.TryGetValue(Uri.UnescapeDataString(name), out var key))
            return null;

        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(expiry, CultureInfo.InvariantCulture));
        if (expected != Uri.UnescapeDataString(signature) || until <= now)
            return null;
        return (PathOf(Uri.UnescapeDataString(resource)), until);
    }

    public static string PathOf(string audience) =>
        !audience.Contains("://", StringComparison.Ordinal) ? audience.Contains('/', StringComparison.Ordinal) ? audience[(audience.IndexOf('/', StringComparison.Ordinal) + 1)..].Trim('/') : ""
        : Uri.TryCreate(audience, UriKind.Absolute, out var uri) ? Uri.UnescapeDataString(uri.AbsolutePath).Trim('/') : audience.Trim('/');
}
