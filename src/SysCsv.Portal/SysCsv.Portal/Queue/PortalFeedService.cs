using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
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
    private readonly ConcurrentDictionary<Channel<PortalSnapshot>, bool> _watchers = new();
    private TaskCompletionSource _watched = New();
    private volatile PortalSnapshot? _current;

    public PortalSnapshot? Current => _current;

    public async IAsyncEnumerable<PortalSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Room for one: who is slow gets the newest, and costs no memory.
        var channel = Channel.CreateBounded<PortalSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers[channel] = true;
        Volatile.Read(ref _watched).TrySetResult();
        try
        {
            await foreach (var snapshot in channel.Reader.ReadAllAsync(cancellationToken))
                yield return snapshot;
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
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

        foreach (var channel in _watchers.Keys)
            channel.Writer.TryComplete();
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
            foreach (var channel in _watchers.Keys)
                channel.Writer.TryWrite(snapshot);
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
