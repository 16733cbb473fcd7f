namespace SysCsv.Portal.Security;

/// <summary>Keys by which programs use the REST API.</summary>
internal interface IApiKeys
{
    /// <summary>The keys, newest first, revoked ones too.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes a key. Its secret is in the answer and nowhere else: only a hash is stored.</summary>
    Task<NewApiKey> CreateAsync(string name, PortalRight scope, Actor actor, CancellationToken cancellationToken);

    /// <returns>Whether the key was there and not revoked yet. It is refused from then on.</returns>
    Task<bool> RevokeAsync(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <summary>The key with this secret; null if there is none or it is revoked.</summary>
    Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken);
}

/// <summary>A key without its secret.</summary>
/// <param name="LastUsed">To five minutes; null if it was never used.</param>
internal sealed record ApiKey(
    Guid Id, string Name, PortalRight Scope, DateTimeOffset Created, string CreatedBy, DateTimeOffset? LastUsed, DateTimeOffset? Revoked);

/// <summary>A key that was made just now.</summary>
internal sealed record NewApiKey(ApiKey Key, string Secret);
