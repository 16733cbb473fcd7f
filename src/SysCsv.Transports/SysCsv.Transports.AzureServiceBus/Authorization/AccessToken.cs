namespace SysCsv.Transports.AzureServiceBus.Authorization;

/// <summary>What opens the door of one entity, for a while.</summary>
/// <param name="Text">The token as it is put.</param>
/// <param name="Type">How the broker is to read it.</param>
/// <param name="ExpiresOn">Until when it is valid.</param>
internal readonly record struct AccessToken(string Text, string Type, DateTimeOffset ExpiresOn);
