using System.Collections.Concurrent;
using System.Threading.Channels;

namespace SysCsv.Portal.Queue;

/// <summary>Those who watch the feed, each with room for one snapshot: who is slow gets the newest, and costs no memory.</summary>
internal sealed class FeedWatchers(TimeProvider clock)
{
    /// <summary>How many are served together.</summary>
    public const int SliceSize = 25;

    /// <summary>The time between two slices.</summary>
    public static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<Channel<PortalSnapshot>, bool> _channels = new();

    public bool IsEmpty => _channels.IsEmpty;

    public Channel<PortalSnapshot> Add()
    {
        var channel = Channel.CreateBounded<PortalSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _channels[channel] = true;
        return channel;
    }

    public void Remove(Channel<PortalSnapshot> channel) => _channels.TryRemove(channel, out _);

    /// <summary>Gives it to all, slice by slice: a thousand pages that are rendered at one moment would keep every request waiting.</summary>
    public async Task HandOutAsync(PortalSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var slice in _channels.Keys.Chunk(SliceSize))
        {
            foreach (var channel in slice)
                channel.Writer.TryWrite(snapshot);
            if (slice.Length == SliceSize)
                await Task.Delay(Breath, clock, cancellationToken);
        }
    }

    public void Complete()
    {
        foreach (var channel in _channels.Keys)
            channel.Writer.TryComplete();
    }
}
