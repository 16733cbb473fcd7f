using SysCsv.Transports.Sqlite;

namespace SysCsv.Transports.Tests.Sqlite;

public sealed class FailureTests : QueueFolder
{
    [Fact]
    public async Task A_full_disk_is_said_so_and_loses_nothing()
    {
        await using (var transport = Connect())
        {
            await transport.EnsureQueueAsync(None);
            await transport.SendAsync(Messages(10), None);
        }

        await using (var full = ConnectWith(file => file.Run("PRAGMA max_page_count = 20")))
        {
            Assert.Equal(TransportFailure.StorageUnavailable, await FailureOfAsync(() => full.SendAsync(Messages(5_000), None)));
            await using var receiver = await full.OpenReceiverAsync(10, None);
            Assert.Equal(10, (await receiver.ReceiveAsync(10, TimeSpan.Zero, None)).Count);
        }

        await using var after = Connect();
        Assert.Equal(10, (await after.GetDepthAsync(None)).Ready);
        using var connection = OpenFile();
        Assert.Equal("ok", Ask(connection, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_file_that_takes_no_writes_is_said_so()
    {
        await using (var transport = Connect())
            await transport.EnsureQueueAsync(None);
        await using var readOnly = ConnectWith(file => file.Run("PRAGMA query_only = 1"));

        Assert.Equal(TransportFailure.StorageUnavailable, await FailureOfAsync(() => readOnly.SendAsync(Messages(1), None)));
        Assert.Equal(0, (await readOnly.GetDepthAsync(None)).Ready);
    }

    [SkippableFact]
    public async Task A_read_only_file_is_said_so()
    {
        Skip.If(Environment.UserName == "root", "This user may write to any file.");
        await using (var transport = Connect())
            await transport.EnsureQueueAsync(None);
        File.SetAttributes(Queue, FileAttributes.ReadOnly);
        await using var readOnly = Connect();

        Assert.Equal(TransportFailure.StorageUnavailable, await FailureOfAsync(() => readOnly.SendAsync(Messages(1), None)));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_a_wrong_setting()
    {
        await File.WriteAllTextAsync(Queue, string.Concat(Enumerable.Repeat("name,email\n", 1_000)), None);
        await using var transport = Connect();

        Assert.Equal(TransportFailure.Misconfigured, await FailureOfAsync(() => transport.EnsureQueueAsync(None)));
        Assert.Equal(TransportFailure.Misconfigured, await FailureOfAsync(() => transport.SendAsync(Messages(1), None)));
        Assert.StartsWith("name,email", await File.ReadAllTextAsync(Queue, None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_of_something_else_is_left_alone()
    {
        using var contacts = OpenFile();
        Ask(contacts, "CREATE TABLE contacts(id INTEGER PRIMARY KEY)");
        await using var transport = Connect();

        Assert.Equal(TransportFailure.Misconfigured, await FailureOfAsync(() => transport.EnsureQueueAsync(None)));
        Assert.Equal(TransportFailure.Misconfigured, await FailureOfAsync(() => transport.SendAsync(Messages(1), None)));

        Assert.Equal(1L, Ask(contacts, "SELECT count(*) FROM sqlite_schema"));
        Assert.Equal("delete", Ask(contacts, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await using (var transport = Connect())
            await transport.EnsureQueueAsync(None);
        using (var newer = OpenFile())
            Ask(newer, "PRAGMA user_version = 99");
        await using var older = Connect();

        Assert.Equal(TransportFailure.QueueMismatch, await FailureOfAsync(() => older.EnsureQueueAsync(None)));
        Assert.Equal(TransportFailure.QueueMismatch, await FailureOfAsync(() => older.SendAsync(Messages(1), None)));
    }

    [Fact]
    public async Task A_deleted_file_takes_no_more_messages_until_it_is_made_again()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        await transport.SendAsync(Messages(1), None);
        foreach (var file in Directory.GetFiles(Folder))
            File.Delete(file);

        Assert.Equal(TransportFailure.QueueMissing, await FailureOfAsync(() => transport.SendAsync(Messages(1), None)));
        await transport.EnsureQueueAsync(None);
        await transport.SendAsync(Messages(2), None);

        Assert.Equal(2, (await transport.GetDepthAsync(None)).Ready);
    }

    [SkippableFact]
    public async Task A_file_that_was_made_anew_is_told_once_and_gets_what_is_sent_then()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows deletes no file that is open.");
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        await transport.SendAsync(Messages(1), None);
        await using var other = await MakeAnewAsync();

        Assert.Equal(TransportFailure.QueueMissing, await FailureOfAsync(() => transport.SendAsync(Messages(1), None)));
        await transport.SendAsync(Messages(2), None);

        Assert.Equal(2, (await other.GetDepthAsync(None)).Ready);
    }

    [SkippableFact]
    public async Task A_receiver_of_the_deleted_file_settles_nothing_in_the_one_that_was_made_anew()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows deletes no file that is open.");
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        await using var receiver = await transport.OpenReceiverAsync(10, None);
        await transport.SendAsync(Messages(3), None);
        var held = await receiver.ReceiveAsync(10, TimeSpan.Zero, None);
        await using var other = await MakeAnewAsync();
        await using var young = await other.OpenReceiverAsync(10, None);
        await other.SendAsync(Messages(3), None);
        Assert.Equal(3, (await young.ReceiveAsync(10, TimeSpan.Zero, None)).Count);

        Assert.Equal(TransportFailure.QueueMissing, await FailureOfAsync(() => receiver.CompleteAsync(held, None)));
        Assert.Equal(Settlement.Lost, await receiver.CompleteAsync(held, None));

        Assert.Equal(3, (await other.GetDepthAsync(None)).InFlight);
    }

    [Fact]
    public async Task A_lock_held_by_another_process_is_waited_out()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        using var other = OpenFile();
        Ask(other, "BEGIN EXCLUSIVE");

        var sending = transport.SendAsync(Messages(1), None);
        Assert.False(sending.IsCompleted);
        Ask(other, "COMMIT");

        await sending.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_lock_held_for_too_long_is_a_timeout()
    {
        await using var transport = Connect(configure: options => options.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await transport.EnsureQueueAsync(None);
        using var other = OpenFile();
        Ask(other, "BEGIN IMMEDIATE");

        Assert.Equal(TransportFailure.Timeout, await FailureOfAsync(() => transport.SendAsync(Messages(1), None)));
    }

    [Fact]
    public async Task Waiting_for_a_lock_can_be_cancelled()
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(None);
        using var cancelled = new CancellationTokenSource();
        using var other = OpenFile();
        Ask(other, "BEGIN IMMEDIATE");

        var sending = transport.SendAsync(Messages(1), cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(10)));
        Ask(other, "COMMIT");
        Assert.Equal(0, (await transport.GetDepthAsync(None)).Ready);
    }

    [Theory]
    [InlineData(5, TransportFailure.Timeout)]
    [InlineData(8, TransportFailure.StorageUnavailable)]
    [InlineData(10, TransportFailure.StorageUnavailable)]
    [InlineData(11, TransportFailure.Other)]
    [InlineData(13, TransportFailure.StorageUnavailable)]
    [InlineData(14, TransportFailure.Unreachable)]
    [InlineData(18, TransportFailure.MessageTooLarge)]
    [InlineData(23, TransportFailure.AccessDenied)]
    [InlineData(26, TransportFailure.Misconfigured)]
    [InlineData(1, TransportFailure.Other)]
    public void Each_error_of_sqlite_has_its_class(int code, TransportFailure failure)
    {
        var inner = new Microsoft.Data.Sqlite.SqliteException("file is /secret/place", code);

        var exception = SqliteErrors.Classify(inner);

        Assert.Equal(failure, exception.Failure);
        Assert.Same(inner, exception.InnerException);
        Assert.DoesNotContain("/secret/place", exception.Message, StringComparison.Ordinal);
    }

    private async Task<SqliteTransport> MakeAnewAsync()
    {
        foreach (var file in Directory.GetFiles(Folder))
            File.Delete(file);
        var transport = Connect();
        await transport.EnsureQueueAsync(None);
        return transport;
    }
}
