using SysCsv.Portal.Components;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Components;

public sealed class QueueTrendTests
{
    private static readonly TimeSpan Range = TimeSpan.FromMinutes(15);

    [Fact]
    public void Chart_of_a_page_that_is_open_for_long_holds_few_points_and_the_newest()
    {
        var trend = QueueTrend.Of([], Range, Sample.Now);

        for (var second = 1; second <= 3_600; second++)
            trend = trend.With(At(second));

        var points = trend.Depth[0].Points;
        Assert.InRange(points.Count, 250, 302);
        Assert.Equal(3_600, points[^1].Value);
        Assert.True(points[0].At >= trend.From);
    }

    [Fact]
    public void Chart_is_not_drawn_anew_for_every_second()
    {
        var trend = QueueTrend.Of([], Range, Sample.Now).With(At(3));

        Assert.Same(trend, trend.With(At(4)));
        Assert.NotSame(trend, trend.With(At(6)));
    }

    private static PortalSnapshot At(int second) =>
        Sample.Snapshot with { At = Sample.Now.AddSeconds(second), Depth = new QueueDepth(second, 0, 0, 1) };
}
