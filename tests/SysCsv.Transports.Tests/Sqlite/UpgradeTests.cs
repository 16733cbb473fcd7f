using SysCsv.Transports.Sqlite;

namespace SysCsv.Transports.Tests.Sqlite;

/// <summary>Files that an earlier version made.</summary>
public sealed class UpgradeTests : QueueFolder
{
    // As that version wrote it: one message that waits, one in the hands of a killed process, one dead letter.
    private const string Version1 =
        """
        CREATE TABLE sequence(last INTEGER NOT NULL);
        INSERT INTO sequence VALUES (4);
        CREATE TABLE messages(id INTEGER PRIMARY KEY, message_id TEXT NOT NULL, body BLOB NOT NULL, trace_parent TEXT);
        CREATE TABLE ready(id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL);
        CREATE TABLE held(id INTEGER PRIMARY KEY, receiver INTEGER NOT NULL, attempts INTEGER NOT NULL);
        CREATE TABLE receivers(id INTEGER PRIMARY KEY, lease_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL);
        CREATE TABLE dead(
            number INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER NOT NULL,
            reason TEXT NOT NULL, attempts INTEGER NOT NULL, since_ms INTEGER NOT NULL);
        INSERT INTO messages VALUES (1, 'held', x'61', NULL), (2, 'waiting', x'62', NULL), (3, 'dead', x'63', NULL);
        INSERT INTO ready VALUES (2, 0);
        INSERT INTO receivers VALUES (4, 60000, 1000);
        INSERT INTO held VALUES (1, 4, 1);
        INSERT INTO dead(id, reason, attempts, since_ms) VALUES (3, 'no', 1, 1000);
        PRAGMA application_id = 1396921169;
        PRAGMA user_version = 1;
        """;

    public UpgradeTests()
    {
        using var file = OpenFile();
        Ask(file, "PRAGMA journal_mode = WAL");
        Ask(file, Version1);
    }

    [Fact]
    public async Task File_of_version_1_is_brought_to_this_one_and_loses_nothing()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);

        await transport.SendAsync([new("new", new byte[1])], None);
        await transport.ReplayAsync(null, None);
        var taken = await TakeAllAsync(transport, 4);

        Assert.Equal(["dead", "held", "new", "waiting"], taken.Order(StringComparer.Ordinal));
        Assert.Equal(TimeSpan.Zero, (await transport.GetDepthAsync(None)).OldestAge);
    }

    /// <summary>A publisher that goes on asks for the depth first, and sends everything again where the queue is missing.</summary>
    [Fact]
    public async Task File_of_version_1_is_not_missing_to_one_that_only_looks()
    {
        await using var transport = Connect();

        var depth = await transport.GetDepthAsync(None);

        Assert.Equal((1, 1, 1), (depth.Ready, depth.InFlight, depth.DeadLettered));
        await transport.SendAsync([new("new", new byte[1])], None);
        Assert.Contains("waiting", await TakeAllAsync(transport, 3));
    }

    [Fact]
    public async Task Version_1_that_another_process_writes_to_is_waited_out()
    {
        using var old = OpenFile();
        Ask(old, "BEGIN IMMEDIATE");
        await using var transport = Connect();

        var looking = transport.GetDepthAsync(None);
        Assert.False(looking.IsCompleted);
        Ask(old, "COMMIT");

        Assert.Equal(1, (await looking.WaitAsync(TimeSpan.FromSeconds(30))).DeadLettered);
    }

    [Fact]
    public async Task Age_of_messages_that_came_before_is_not_known_and_that_of_later_ones_is()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        await transport.SendAsync([new("new", new byte[1])], None);
        Assert.Null((await transport.GetDepthAsync(None)).OldestAge);

        await TakeAllAsync(transport, 3);
        await transport.SendAsync([new("newer", new byte[1])], None);

        Assert.NotNull((await transport.GetDepthAsync(None)).OldestAge);
    }

    [Fact]
    public async Task Process_of_version_1_that_has_the_file_open_may_go_on()
    {
        using var old = OpenFile();
        Ask(old, "SELECT count(*) FROM messages");
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);

        Ask(old, "UPDATE sequence SET last = 5; INSERT INTO messages(id, message_id, body, trace_parent) VALUES (5, 'old', x'64', NULL); INSERT INTO ready(id, attempts) SELECT 5, 0");

        Assert.Contains("old", await TakeAllAsync(transport, 3));
    }

    private static async Task<List<string>> TakeAllAsync(SqliteTransport transport, int count)
    {
        var ids = new List<string>();
        await using var receiver = await transport.OpenReceiverAsync(count, None);
        while (ids.Count < count)
        {
            var taken = await receiver.ReceiveAsync(count, TimeSpan.FromSeconds(10), None);
            Assert.NotEmpty(taken);
            ids.AddRange(taken.Select(delivery => delivery.MessageId));
            await receiver.CompleteAsync(taken, None);
        }

        return ids;
    }
}
