using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Queue;

public sealed class HistoryTests : PortalTestFolder
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Several_hosts_write_one_sample_for_a_stretch_of_time()
    {
        await using var one = Build();
        await using var two = Build();

        for (var i = 0; i < 3; i++)
        {
            await Task.WhenAll(Task.Run(() => SampleAsync(one)), Task.Run(() => SampleAsync(two)));
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        var points = await one.Get<IPortalFeed>().HistoryAsync(_clock.GetUtcNow().AddMinutes(-5), CancellationToken.None);
        Assert.Equal([0, 10, 20], points.Select(point => point.At.Second));
    }

    [Fact]
    public async Task Sample_holds_the_depth_of_the_queue()
    {
        await using var host = Build();
        await host.Get<SysCsv.Transports.ITransport>().EnsureQueueAsync(CancellationToken.None);
        await host.Get<SysCsv.Transports.ITransport>().SendAsync([new("one", new byte[] { 1 }), new("two", new byte[] { 2 })], CancellationToken.None);

        await SampleAsync(host);

        var point = Assert.Single(await host.Get<IPortalFeed>().HistoryAsync(_clock.GetUtcNow().AddMinutes(-1), CancellationToken.None));
        Assert.Equal((2, 0, 0), (point.Ready, point.InFlight, point.DeadLettered));
    }

    [Fact]
    public async Task Two_days_are_kept_and_shown_in_a_few_hundred_points()
    {
        await using var host = Build();
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        await host.Get<PortalDatabase>().WriteAsync(
            async context =>
            {
                for (var back = 10; back < 50 * 3600; back += 30)
                    context.Depth.Add(new() { Bucket = now - back, Ready = 10 });
                return await context.SaveChangesAsync();
            },
            CancellationToken.None);

        await SampleAsync(host);

        var points = await host.Get<IPortalFeed>().HistoryAsync(_clock.GetUtcNow().AddDays(-7), CancellationToken.None);
        Assert.InRange(points.Count, 200, 301);
        Assert.InRange(points[0].At, _clock.GetUtcNow().AddHours(-48), _clock.GetUtcNow().AddHours(-47));
        Assert.Equal(points.OrderBy(point => point.At), points);
        Assert.All(points.SkipLast(1), point => Assert.Equal(10, point.Ready));
        Assert.Equal(5_760, await host.Get<PortalDatabase>().ReadAsync(context => context.Depth.CountAsync(), CancellationToken.None), 5d);
    }

    [Fact]
    public async Task Import_that_has_ended_is_not_looked_at_any_more()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync(PortalHost.Contacts(5));
        await host.BecomesAsync(import, SysCsv.Portal.Imports.PortalImportState.Completed);
        Assert.Single(await host.Get<RunningImports>().ReadAsync(CancellationToken.None));

        await SampleAsync(host);

        Assert.Empty(await host.Get<RunningImports>().ReadAsync(CancellationToken.None));
    }

    private PortalHost Build() => PortalHost.Build(Folder, services: services => services.AddSingleton<TimeProvider>(_clock));

    private static Task SampleAsync(PortalHost host) => host.Get<DepthSampler>().SampleAsync(CancellationToken.None);
}
