namespace SysCsv.Transports.AzureServiceBus.Authorization;

/// <summary>Gives tokens for the connection and for the management API.</summary>
internal interface ITokenSource
{
    ValueTask<AccessToken> GetAsync(Uri audience, CancellationToken cancellationToken);
}
