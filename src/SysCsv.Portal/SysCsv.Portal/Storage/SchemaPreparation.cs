using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SysCsv.Persistence;
using SysCsv.Portal.Diagnostics;

namespace SysCsv.Portal.Storage;

/// <summary>Makes the tables before the first request comes. A database that is away does not keep the portal from starting: whoever needs it next tries again.</summary>
internal sealed class SchemaPreparation(IServiceProvider services, TimeProvider clock, ILogger<SchemaPreparation> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<PortalDatabase>().PrepareAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreException or TimeoutException)
        {
            logger.SchemaWaits(exception);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
