using System.Globalization;

namespace SysCsv.Transports.AzureServiceBus.Authorization;

/// <summary>A signature that somebody else made; when it expires, so does the access.</summary>
internal sealed class FixedSignature(string signature) : ITokenSource
{
    private readonly DateTimeOffset _expiresOn = ExpiryOf(signature);

    public ValueTask<AccessToken> GetAsync(Uri audience, CancellationToken cancellationToken) =>
        new(new AccessToken(signature, SharedKey.TokenType, _expiresOn));

    private static DateTimeOffset ExpiryOf(string signature)
    {
        foreach (var pair in signature.Split('&', ' '))
            if (pair.StartsWith("se=", StringComparison.Ordinal) && long.TryParse(pair.AsSpan(3), CultureInfo.InvariantCulture, out var seconds))
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
        return DateTimeOffset.MaxValue;
    }
}
