namespace SysCsv.Transports.AzureServiceBus.Authorization;

/// <summary>Tokens that the application gets from Microsoft Entra ID.</summary>
internal sealed class EntraTokens(Func<CancellationToken, ValueTask<AzureServiceBusToken>> provider) : ITokenSource
{
    public const string TokenType = "jwt";

    public async ValueTask<AccessToken> GetAsync(Uri audience, CancellationToken cancellationToken)
    {
        try
        {
            var token = await provider(cancellationToken);
            return new(token.Token, TokenType, token.ExpiresOn);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whether another try helps is not ours to know; identity services have outages.
            throw new TransportException(TransportFailure.Unreachable, "The token provider of SysCsv:AzureServiceBus gave no token.", e);
        }
    }
}
