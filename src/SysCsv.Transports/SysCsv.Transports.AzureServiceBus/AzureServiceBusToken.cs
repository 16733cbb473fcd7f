namespace SysCsv;

/// <summary>A token of Microsoft Entra ID.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresOn">Until when it is valid.</param>
public readonly record struct AzureServiceBusToken(string Token, DateTimeOffset ExpiresOn)
{
    /// <summary>When the token expires: a token does not get into a log by accident.</summary>
    public override string ToString() => $"a token that expires on {ExpiresOn:O}";
}
