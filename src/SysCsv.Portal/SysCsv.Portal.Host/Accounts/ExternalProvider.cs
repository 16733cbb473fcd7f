namespace SysCsv.Portal.Host.Accounts;

/// <summary>The provider of OpenID Connect, as the sign-in shows it.</summary>
/// <param name="Name">Null if there is none.</param>
internal sealed record ExternalProvider(string? Name);
