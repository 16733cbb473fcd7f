using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Queue;

/// <summary>One loop that reads while somebody watches, and hands the newest snapshot to everybody.</summary>
internal sealed class PortalFeedService(IServiceProvider services, PortalTiming timing, TimeProvider clock, ILogger<PortalFeedService> logger)
    : BackgroundService, IPortalFeed
{
    private readonly FeedWatchers _watchers = new(clock);
    private TaskCompletionSource _watched = New();
    private volatile PortalSnapshot? _current;

    public PortalSnapshot? Current => _current;

    public async IAsyncEnumerable<PortalSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = _watchers.Add();
        Volatile.Read(ref _watched).TrySetResult();
        try
        {
            await foreach (var snapshot in channel.Reader.ReadAllAsync(cancellationToken))
                yield return snapshot;
        }
        finally
        {
            _watchers.Remove(channel);
        }
    }

    public Task<IReadOnlyList<QueuePoint>> HistoryAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        services.GetRequiredService<DepthHistory>().ReadAsync(since, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Resolved here, not injected: a host is constructed before it is validated, and the validation says best what is missing.
        var reader = services.GetRequiredService<FeedReader>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitForWatchersAsync(stoppingToken);
            await ReadAsync(reader, stoppingToken);
            await Task.Delay(timing.Feed, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _watchers.Complete();
    }

    private async Task WaitForWatchersAsync(CancellationToken stoppingToken)
    {
        var watched = New();
        Volatile.Write(ref _watched, watched);
        if (_watchers.IsEmpty)
            await watched.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReadAsync(FeedReader reader, CancellationToken stoppingToken)
    {
        try
        {
            var snapshot = await reader.ReadAsync(stoppingToken);
            _current = snapshot;
            await _watchers.HandOutAsync(snapshot, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The loop ends.
        }
        catch (Exception exception)
        {
            // The portal stays up whatever happens to one reading.
            logger.ReadingFailed(exception);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
