using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SysCsv.Portal.Security;

/// <summary>The secret of an API key: 256 random bits, of which only a digest is stored. Nobody can try that many, so the digest needs no salt.</summary>
internal static class ApiKeySecret
{
    /// <summary>By which a secret is recognised, by us and by scanners for leaked ones.</summary>
    public const string Prefix = "syscsv_";

    private const int Bytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
