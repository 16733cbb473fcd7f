using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>A feed that a test pushes snapshots into.</summary>
internal sealed class FakeFeed : IPortalFeed
{
    private readonly List<Channel<PortalSnapshot>> _listeners = [];

    public PortalSnapshot? Current { get; set; }

    public List<QueuePoint> History { get; } = [];

    public SysCsvException? Failure { get; set; }

    public TimeSpan? Asked { get; private set; }

    public void Push(PortalSnapshot snapshot)
    {
        Current = snapshot;
        lock (_listeners)
            _listeners.ForEach(listener => listener.Writer.TryWrite(snapshot));
    }

    public async IAsyncEnumerable<PortalSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = Channel.CreateUnbounded<PortalSnapshot>();
        lock (_listeners)
            _listeners.Add(listener);
        await foreach (var snapshot in listener.Reader.ReadAllAsync(cancellationToken))
            yield return snapshot;
    }

    public Task<IReadOnlyList<QueuePoint>> HistoryAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        Asked = Sample.Now - since;
        return Failure is null ? Task.FromResult<IReadOnlyList<QueuePoint>>(History) : throw Failure;
    }
}
