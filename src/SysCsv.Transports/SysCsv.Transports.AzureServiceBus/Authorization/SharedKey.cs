using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SysCsv.Transports.AzureServiceBus.Authorization;

/// <summary>Signs tokens of an hour with the key of a shared access policy.</summary>
internal sealed class SharedKey(string keyName, string key, TimeProvider time) : ITokenSource
{
    public const string TokenType = "servicebus.windows.net:sastoken";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public ValueTask<AccessToken> GetAsync(Uri audience, CancellationToken cancellationToken)
    {
        var expiresOn = time.GetUtcNow() + Lifetime;
        return new(new AccessToken(Sign(audience.ToString(), expiresOn), TokenType, expiresOn));
    }

    public string Sign(string audience, DateTimeOffset expiresOn)
    {
        var resource = Uri.EscapeDataString(audience);
        var expiry = expiresOn.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={Uri.EscapeDataString(keyName)}";
    }
}
