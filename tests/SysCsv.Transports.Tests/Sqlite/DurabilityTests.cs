using SysCsv.Transports.Sqlite;
using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Tests.Sqlite;

public sealed class DurabilityTests : QueueFolder
{
    [Fact]
    public async Task Every_connection_writes_through_to_the_disk()
    {
        await using (var transport = Connect())
            await transport.EnsureQueueAsync(None);

        using var file = QueueFile.Open(Queue, create: false);

        Assert.Equal(2, file.ReadNumber("PRAGMA synchronous"));
        Assert.Equal("wal", file.Prepare("PRAGMA journal_mode") is var mode && mode.Read() ? mode.Text(0) : null);
    }

    [Fact]
    public async Task What_was_confirmed_is_in_the_files_a_killed_process_leaves_behind()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        await transport.SendAsync(Messages(3_000), None);
        await using var receiver = await transport.OpenReceiverAsync(100, None);
        await receiver.CompleteAsync(await receiver.ReceiveAsync(100, TimeSpan.Zero, None), None);
        await receiver.ReceiveAsync(50, TimeSpan.Zero, None);

        var copy = Path.Combine(Folder, "copy.db");
        File.Copy(Queue, copy);
        File.Copy(Queue + "-wal", copy + "-wal");

        await using var after = Connect(configure: options => options.DataSource = copy);
        var depth = await after.GetDepthAsync(None);
        Assert.Equal((2_850L, 50L), (depth.Ready, depth.InFlight));
        await after.DisposeAsync();
        using var connection = OpenFile(copy);
        Assert.Equal("ok", Ask(connection, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Overlapping_sends_share_transactions()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        using var blocker = OpenFile();
        Ask(blocker, "BEGIN IMMEDIATE");

        var sends = Enumerable.Range(0, 50).Select(_ => transport.SendAsync(Messages(1), None)).ToList();
        Ask(blocker, "COMMIT");
        await Task.WhenAll(sends);

        Assert.Equal(50, (await transport.GetDepthAsync(None)).Ready);
    }

    [Fact]
    public async Task A_send_that_fails_takes_no_overlapping_one_with_it()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        using var blocker = OpenFile();
        Ask(blocker, "BEGIN IMMEDIATE");

        var good = Enumerable.Range(0, 10).Select(_ => transport.SendAsync(Messages(1), None)).ToList();
        var bad = transport.SendAsync([.. Messages(1), new(null!, new byte[] { 1 })], None);
        Ask(blocker, "COMMIT");

        Assert.Equal(TransportFailure.Other, await FailureOfAsync(() => bad));
        await Task.WhenAll(good);
        Assert.Equal(10, (await transport.GetDepthAsync(None)).Ready);
    }

    [Fact]
    public async Task A_drained_queue_gives_its_room_back()
    {
        await using (var transport = Connect())
        {
            await transport.EnsureQueueAsync(None);
            await transport.SendAsync(Messages(20_000, size: 1_000), None);
            await using var receiver = await transport.OpenReceiverAsync(1_000, None);
            while (await receiver.ReceiveAsync(1_000, TimeSpan.Zero, None) is { Count: > 0 } batch)
                await receiver.CompleteAsync(batch, None);
        }

        Assert.InRange(new FileInfo(Queue).Length, 0, 11_000_000);
    }
}
