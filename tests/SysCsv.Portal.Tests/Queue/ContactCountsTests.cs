using Microsoft.Extensions.Time.Testing;
using SysCsv.Persistence;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Tests.Queue;

public sealed class ContactCountsTests
{
    [Fact]
    public async Task Count_that_failed_is_not_tried_again_at_once()
    {
        var clock = new FakeTimeProvider();
        var counting = new TaskCompletionSource<long>();
        var counts = new ContactCounts(new SlowCount(counting.Task), clock);

        var failing = counts.ReadAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(30));
        counting.SetException(new StoreException(StoreFailure.Unavailable, "It took too long."));
        await Assert.ThrowsAsync<StoreException>(() => failing);

        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(await counts.ReadAsync(CancellationToken.None));
        clock.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<StoreException>(() => counts.ReadAsync(CancellationToken.None));
    }
}
