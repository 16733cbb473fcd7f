using SysCsv.Consuming;
using SysCsv.Transports;

namespace SysCsv.Tests.Consuming;

public class PrefetchWindowTests
{
    [Fact]
    public void Begins_small_and_opens_to_the_setting_for_short_messages()
    {
        var window = new PrefetchWindow(4_000);
        Assert.Equal(100, window.Size);

        Assert.True(window.Learn(100, 100 * 300));

        Assert.Equal(4_000, window.Size);
        Assert.False(window.Learn(2_000, 2_000 * 300));
    }

    [Fact]
    public void Never_exceeds_the_setting()
    {
        var window = new PrefetchWindow(10);

        Assert.Equal(10, window.Size);
        Assert.False(window.Learn(10, 10));
        Assert.Equal(10, window.Size);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(64 * 1024)]
    [InlineData(1 << 20)]
    [InlineData(100 << 20)]
    public void What_is_held_stays_within_a_few_megabytes_however_long_the_messages_are(int length)
    {
        var window = new PrefetchWindow(100_000);
        window.Learn(100_000, 100_000);

        window.Learn(10, 10L * length);

        Assert.InRange((long)window.Size * length, 1, Math.Max(length, 4 << 20));
    }

    [Fact]
    public void Small_differences_open_no_other_receiver()
    {
        var window = new PrefetchWindow(100_000);
        window.Learn(100, 100 * 10_000);

        Assert.False(window.Learn(100, 100 * 15_000));
        Assert.False(window.Learn(100, 100 * 6_000));
    }

    [Fact]
    public void Batch_takes_no_more_than_fits_beside_what_it_holds()
    {
        var window = new PrefetchWindow(1_000);
        window.Learn(10, 10L << 20);
        var batch = new ReceivedBatch(1_000);

        batch.Add([.. Enumerable.Range(0, 3).Select(_ => new Delivery { MessageId = "", Body = new byte[1 << 20] })]);

        Assert.Equal(1, batch.Room(window));
    }

    [Fact]
    public void Empty_batch_takes_a_message_that_is_longer_than_all_that_fits()
    {
        var window = new PrefetchWindow(1_000);
        window.Learn(1, 100 << 20);

        Assert.Equal(1, new ReceivedBatch(1_000).Room(window));
    }
}
