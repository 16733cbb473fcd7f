using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api.Models;

/// <summary>A key to make.</summary>
/// <param name="Scope">view, operate or administer.</param>
internal sealed record KeyRequest(string Name, string Scope);

/// <summary>A key without its secret.</summary>
internal sealed record KeyModel(Guid Id, string Name, string Scope, DateTimeOffset Created, string CreatedBy, DateTimeOffset? LastUsed, DateTimeOffset? Revoked)
{
    public static KeyModel Of(ApiKey key) => new(
        key.Id, key.Name, Text.Of(key.Scope), key.Created.ToUniversalTime(), key.CreatedBy, key.LastUsed?.ToUniversalTime(), key.Revoked?.ToUniversalTime());
}

/// <summary>A key that was made just now.</summary>
/// <param name="Secret">What the program sends. It is shown only here.</param>
internal sealed record NewKeyModel(KeyModel Key, string Secret);
