using Microsoft.Extensions.Time.Testing;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Testing;

namespace SysCsv.Portal.Tests.Queue;

public sealed class FeedWatchersTests
{
    [Fact]
    public async Task Many_watchers_are_served_slice_by_slice()
    {
        var clock = new FakeTimeProvider();
        var watchers = new FeedWatchers(clock);
        var channels = Enumerable.Range(0, (2 * FeedWatchers.SliceSize) + 1).Select(_ => watchers.Add()).ToList();

        var handing = watchers.HandOutAsync(Sample.Snapshot, CancellationToken.None);
        var atOnce = Served();
        await Eventually.BecomesAsync(
            () =>
            {
                clock.Advance(FeedWatchers.Breath);
                return handing.IsCompleted;
            },
            TimeSpan.FromSeconds(30), "all are served");

        Assert.Equal((FeedWatchers.SliceSize, channels.Count), (atOnce, Served()));

        int Served() => channels.Count(channel => channel.Reader.TryPeek(out _));
    }
}
