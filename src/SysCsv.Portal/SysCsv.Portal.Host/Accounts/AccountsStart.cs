using SysCsv.Persistence.Relational;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Makes the accounts' tables before the first request where the database answers, else as soon as it does; then offers the set-up link if it is needed.</summary>
internal sealed class AccountsStart(
    IServiceScopeFactory scopes, IRelationalDatabase database, SetUpLink link, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<AccountsStart> logger)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private bool _isReady;

    public async Task StartingAsync(CancellationToken cancellationToken) => _isReady = await TryMigrateAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The addresses are known once the server listens.
        await Started(stoppingToken);
        while (!_isReady || !await TryOfferLinkAsync(stoppingToken))
        {
            await Task.Delay(Pause, clock, stoppingToken);
            _isReady = _isReady || await TryMigrateAsync(stoppingToken);
        }
    }

    private async Task Started(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private Task<bool> TryMigrateAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        await database.MigrateAsync(scope.ServiceProvider.GetRequiredService<AccountsDbContext>(), cancellationToken);
    }, cancellationToken);

    private Task<bool> TryOfferLinkAsync(CancellationToken cancellationToken) => TryAsync(() => link.OfferAsync(cancellationToken), cancellationToken);

    // A database that is away at the start must not end the host: it says so, and goes on by itself. A driver may call its own time-out a cancellation.
    private async Task<bool> TryAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.AccountsNotReady(exception.GetType().Name);
            return false;
        }
    }
}
