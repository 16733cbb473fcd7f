using Microsoft.Extensions.Logging;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Tests.Consuming;

public sealed class ConsumingTests
{
    private const string File = """
        Name,Email,City
        Ann,ann@example.com,Oslo
        Bob,bob@example.com,Bergen
        Ann Two,ANN@example.com,Gent
        None,,Porto
        Bad,not an address,Porto
        Short,short@example.com

        """;

    [Fact]
    public async Task File_becomes_contacts_with_an_exact_account()
    {
        await using var harness = new ConsumerHarness();

        var import = await harness.ImportAsync(File, new() { FileName = "people.csv" });

        Assert.Equal(new ImportCounts(2, 0, 1, 3, 0), import.Counts);
        Assert.Equal((6, "people.csv"), (import.Records, import.FileName));
        Assert.Equal(["Name", "Email", "City"], import.Columns);
        var contacts = (await harness.Store.SearchContactsAsync(new())).Items;
        Assert.Equal(["Ann Two", "Bob"], contacts.Select(contact => contact.Data.Name));
    }

    [Fact]
    public async Task Rejected_rows_are_listed_with_line_reason_and_raw_text()
    {
        await using var harness = new ConsumerHarness();

        var import = await harness.ImportAsync(File);

        var rejected = (await harness.Store.ListRejectedAsync(import.Id)).Items;
        Assert.Equal(
            [(5L, RejectReason.EmailMissing, "None,,Porto"), (6L, RejectReason.EmailInvalid, "Bad,not an address,Porto"), (7L, RejectReason.FieldCount, "Short,short@example.com")],
            rejected.Select(row => (row.Line, row.Reason, row.RawText)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task Rows_packed_into_messages_are_counted_one_by_one(int rowsPerMessage)
    {
        await using var harness = new ConsumerHarness(publishing: options => options.RowsPerMessage = rowsPerMessage);

        var import = await harness.ImportAsync(File);

        Assert.Equal(new ImportCounts(2, 0, 1, 3, 0), import.Counts);
    }

    [Fact]
    public async Task Second_upload_of_the_same_file_changes_nothing()
    {
        await using var harness = new ConsumerHarness();
        await harness.ImportAsync(File);

        var again = await harness.CompletedAsync((await harness.PublishAsync(File)).Import);

        Assert.Equal(new ImportCounts(0, 0, 3, 3, 0), again.Counts);
    }

    [Fact]
    public async Task Header_alone_is_an_import_of_no_rows()
    {
        await using var harness = new ConsumerHarness();

        var import = await harness.ImportAsync("Name,Email\n");

        Assert.Equal(0, import.Counts.Total);
        Assert.Equal(0, import.Records);
    }

    [Fact]
    public async Task Message_that_is_not_ours_is_dead_lettered_with_a_reason_and_stops_nobody()
    {
        await using var harness = new ConsumerHarness();
        await harness.SendAsync("x", "hello");
        await harness.SendAsync("y", """{"syscsv":9}""");

        await harness.ImportAsync(File);
        await harness.DrainedAsync();

        var letters = await harness.DeadLettersAsync();
        Assert.Equal(["x", "y"], letters.Select(letter => letter.MessageId).Order());
        Assert.Contains(letters, letter => letter.Reason.Contains("version 9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outage_of_the_database_is_waited_out_without_dead_letters()
    {
        var outages = 3;
        await using var harness = new ConsumerHarness(store: inner => new FaultyStore(
            inner, _ => Interlocked.Decrement(ref outages) >= 0 ? new(StoreFailure.Unavailable, "The test's database is away.") : null));

        var import = await harness.ImportAsync(File);

        Assert.Equal(6, import.Counts.Total);
        Assert.Equal(0, import.Counts.Failed);
        Assert.Empty(await harness.DeadLettersAsync());
    }

    [Theory]
    [InlineData(StoreFailure.DataRefused)]
    [InlineData(StoreFailure.Other)]
    public async Task Row_that_the_database_refuses_is_found_and_fails_alone(StoreFailure failure)
    {
        await using var harness = new ConsumerHarness(
            store: inner => new FaultyStore(inner, batch => batch.Accepted.Any(row => row.Key.Row == 2) ? new(failure, "The test refuses row 2.") : null),
            options: options => options.Concurrency = 1);

        var import = await harness.ImportAsync(File);
        await harness.DrainedAsync();

        Assert.Equal(new ImportCounts(1, 0, 1, 3, 1), import.Counts);
        var letter = Assert.Single(await harness.DeadLettersAsync());
        Assert.Contains("The test refuses row 2.", letter.Reason, StringComparison.Ordinal);
        var failed = Assert.Single((await harness.Store.ListFailedAsync(import.Id)).Items);
        Assert.Equal((3, "Bob,bob@example.com,Bergen"), (failed.Line, failed.RawText));
    }

    [Fact]
    public async Task Fault_of_unknown_kind_is_not_laid_on_a_row_while_the_database_is_unwell()
    {
        var faults = 2;
        await using var harness = new ConsumerHarness(store: inner => new FaultyStore(
            inner, _ => Interlocked.Decrement(ref faults) >= 0 ? new(StoreFailure.Other, "Something is wrong.") : null, isWell: false));

        var import = await harness.ImportAsync(File);

        Assert.Equal(0, import.Counts.Failed);
    }

    [Fact]
    public async Task Replayed_dead_letter_moves_from_failed_to_its_outcome()
    {
        var refuse = true;
        await using var harness = new ConsumerHarness(store: inner => new FaultyStore(
            inner, batch => refuse && batch.Accepted.Any(row => row.Key.Row == 2) ? new(StoreFailure.DataRefused, "Refused.") : null));
        var import = await harness.ImportAsync(File);
        await harness.DrainedAsync();
        refuse = false;

        Assert.Equal(1, await harness.Transport.ReplayAsync(null, CancellationToken.None));
        await harness.DrainedAsync();

        Assert.Equal(new ImportCounts(2, 0, 1, 3, 0), (await harness.Store.FindImportAsync(import.Id))!.Counts);
        Assert.Empty(await harness.DeadLettersAsync());
    }

    [Fact]
    public async Task Message_with_a_failed_row_replayed_applies_that_row_only()
    {
        var refuse = true;
        await using var harness = new ConsumerHarness(
            store: inner => new FaultyStore(inner, batch => refuse && batch.Accepted.Any(row => row.Key.Row == 2) ? new(StoreFailure.DataRefused, "Refused.") : null),
            publishing: options => options.RowsPerMessage = 100);
        var import = await harness.ImportAsync(File);
        await harness.DrainedAsync();
        Assert.Equal(new ImportCounts(1, 0, 1, 3, 1), import.Counts);
        refuse = false;

        await harness.Transport.ReplayAsync(null, CancellationToken.None);
        await harness.DrainedAsync();

        Assert.Equal(new ImportCounts(2, 0, 1, 3, 0), (await harness.Store.FindImportAsync(import.Id))!.Counts);
    }

    [Fact]
    public async Task Rows_that_the_broker_dead_lettered_by_itself_are_accounted_for_as_failed()
    {
        await using var harness = new ConsumerHarness();
        var report = await harness.PublishAsync(File);
        var receiver = await harness.Transport.OpenReceiverAsync(100, CancellationToken.None);
        var deliveries = await receiver.ReceiveAsync(100, TimeSpan.FromSeconds(5), CancellationToken.None);
        await receiver.DeadLetterAsync(deliveries.Single(delivery => delivery.MessageId.EndsWith("-2", StringComparison.Ordinal)), "It was delivered too often.", CancellationToken.None);
        await receiver.DisposeAsync();

        await harness.StartAsync();
        var import = await harness.CompletedAsync(report.Import);

        Assert.Equal(new ImportCounts(1, 0, 1, 3, 1), import.Counts);
        Assert.Equal("It was delivered too often.", Assert.Single((await harness.Store.ListFailedAsync(import.Id)).Items).Reason);
    }

    [Fact]
    public async Task Every_message_delivered_twice_changes_no_count()
    {
        await using var harness = new ConsumerHarness();
        var report = await harness.PublishAsync(File);
        var receiver = await harness.Transport.OpenReceiverAsync(100, CancellationToken.None);
        var deliveries = await receiver.ReceiveAsync(100, TimeSpan.FromSeconds(5), CancellationToken.None);
        await harness.Transport.SendAsync([.. deliveries.Select(delivery => new SysCsv.Transports.OutgoingMessage(delivery.MessageId, delivery.Body))], CancellationToken.None);
        await receiver.DisposeAsync();

        await harness.StartAsync();
        var import = await harness.CompletedAsync(report.Import);
        await harness.DrainedAsync();

        Assert.Equal(new ImportCounts(2, 0, 1, 3, 0), (await harness.Store.FindImportAsync(import.Id))!.Counts);
    }

    [Fact]
    public async Task Failure_that_nobody_foresaw_ends_no_worker()
    {
        var bugs = 2;
        await using var harness = new ConsumerHarness(
            store: inner => new FaultyStore(inner, _ => Interlocked.Decrement(ref bugs) >= 0 ? throw new InvalidOperationException("A bug.") : null),
            options: options => options.Concurrency = 1);

        var import = await harness.ImportAsync(File);

        Assert.Equal(new ImportCounts(2, 0, 1, 3, 0), import.Counts);
    }

    [Fact]
    public async Task Wait_is_one_sentence_with_its_reason_and_the_exception_is_for_debugging()
    {
        var faults = 3;
        await using var harness = new ConsumerHarness(store: inner => new FaultyStore(
            inner, _ => Interlocked.Decrement(ref faults) >= 0 ? new(StoreFailure.Unavailable, "The test's database is away.") : null));

        await harness.ImportAsync("Email\nann@example.com\n");

        var logged = harness.Logs.GetSnapshot();
        Assert.Equal(3, logged.Count(record => record.Level == LogLevel.Warning));
        Assert.All(logged.Where(record => record.Level == LogLevel.Warning), record =>
        {
            Assert.EndsWith("The test's database is away.", record.Message, StringComparison.Ordinal);
            Assert.Null(record.Exception);
        });
        Assert.Equal(3, logged.Count(record => record.Level == LogLevel.Debug && record.Exception is StoreException));
    }

    [Fact]
    public async Task Nothing_personal_gets_into_the_log()
    {
        await using var harness = new ConsumerHarness(store: inner => new FaultyStore(
            inner, batch => batch.Accepted.Any(row => row.Key.Row == 2) ? new(StoreFailure.DataRefused, "Refused.") : null));
        await harness.SendAsync("x", "hello ann@example.com");

        await harness.ImportAsync(File, new() { FileName = "people.csv" });
        await harness.DrainedAsync();

        var logged = string.Join('\n', harness.Logs.GetSnapshot().Select(record => $"{record.Message} {record.Exception}"));
        Assert.NotEmpty(logged);
        foreach (var personal in new[] { "@", "Ann", "Bob", "Bergen", "not an address" })
            Assert.DoesNotContain(personal, logged, StringComparison.OrdinalIgnoreCase);
    }
}
