using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SysCsv.Persistence;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Security;

/// <summary>API keys over the portal's table.</summary>
internal sealed class ApiKeys(PortalDatabase database, AuditTrail audit, ILogger<ApiKeys> logger) : IApiKeys
{
    // Often enough to see which keys are in use, and no write with each request.
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(5);

    private DateTime _restsUntil;

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ApiKey>>(
        async context => [.. (await context.ApiKeys.AsNoTracking().OrderByDescending(row => row.Id).ToListAsync(cancellationToken)).Select(ToKey)],
        cancellationToken);

    public Task<NewApiKey> CreateAsync(string name, PortalRight scope, Actor actor, CancellationToken cancellationToken)
    {
        var secret = ApiKeySecret.New();
        return database.WriteAsync(
            context =>
            {
                var row = new ApiKeyRow
                {
                    Id = Guid.CreateVersion7(),
                    Name = name,
                    Hash = ApiKeySecret.Hash(secret),
                    Scope = scope.ToString(),
                    Created = database.Now(),
                    CreatedBy = actor.Name,
                };
                context.ApiKeys.Add(row);
                audit.Add(context, actor, "key.created", row.Id.ToString("D"), $"scope {scope}");
                return Task.FromResult(new NewApiKey(ToKey(row), secret));
            },
            cancellationToken);
    }

    public Task<bool> RevokeAsync(Guid id, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var now = database.Now();
            var revoked = await context.ApiKeys.Where(row => row.Id == id && row.Revoked == null)
                .ExecuteUpdateAsync(row => row.SetProperty(key => key.Revoked, now), cancellationToken);
            if (revoked == 1)
                audit.Add(context, actor, "key.revoked", id.ToString("D"));
            return revoked == 1;
        },
        cancellationToken);

    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = ApiKeySecret.Hash(secret);
        var row = await database.ReadAsync(
            context => context.ApiKeys.AsNoTracking().FirstOrDefaultAsync(key => key.Hash == hash && key.Revoked == null, cancellationToken), cancellationToken);
        if (row is null)
            return null;

        if (row.LastUsed is not { } used || database.Now() - used > UseInterval)
            await TryNoteUseAsync(row.Id, cancellationToken);
        return ToKey(row);
    }

    // A database that takes no write, for want of room or of the right to it, still answers whoever only reads: metrics and health first of all.
    private async Task TryNoteUseAsync(Guid id, CancellationToken cancellationToken)
    {
        if (database.Now() < _restsUntil)
            return;

        try
        {
            await NoteUseAsync(id, cancellationToken);
        }
        catch (StoreException exception)
        {
            _restsUntil = database.Now() + UseInterval;
            logger.KeyUseNotNoted(exception);
        }
    }

    private Task<int> NoteUseAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        context =>
        {
            var now = database.Now();
            return context.ApiKeys.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(key => key.LastUsed, now), cancellationToken);
        },
        cancellationToken);

    private static ApiKey ToKey(ApiKeyRow row) => new(
        row.Id, row.Name, Enum.Parse<PortalRight>(row.Scope), new(row.Created), row.CreatedBy,
        row.LastUsed is { } used ? new DateTimeOffset(used) : null, row.Revoked is { } revoked ? new DateTimeOffset(revoked) : null);
}
