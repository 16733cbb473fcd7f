using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv.Csv;
using SysCsv.Publishing;
using SysCsv.Testing.Transports;
using SysCsv.Transports;

namespace SysCsv.Tests.Publishing;

public sealed class PublishingTests : IDisposable
{
    private const int Rows = 1_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-publishing-");
    private readonly string _file;

    public PublishingTests()
    {
        _file = Path.Combine(_folder.FullName, "contacts.csv");
        File.WriteAllLines(_file, Enumerable.Range(1, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"Name {i},user{i}@example.com")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_record_is_sent_between_a_start_and_an_end_message()
    {
        var transport = new InMemoryTransport();

        var report = await PublishAsync(transport);

        var ids = await MessageIdsAsync(transport);
        Assert.Equal((Rows, 0, Rows + 2), (report.Records, report.ResumedAfter, report.Messages));
        Assert.Equal($"{report.Import.Value:N}-start", ids[0]);
        Assert.Equal(Enumerable.Range(1, Rows).Select(i => $"{report.Import.Value:N}-{i}"), ids[1..^1]);
        Assert.Equal($"{report.Import.Value:N}-end", ids[^1]);
    }

    [Fact]
    public async Task Interrupted_publisher_goes_on_from_its_last_confirmed_row()
    {
        var transport = new InMemoryTransport();
        var failing = new FaultyTransport(transport, sends: 6, new(TransportFailure.AccessDenied, "The right was taken away."));
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(failing));
        var before = (await MessageIdsAsync(transport)).ToHashSet();

        var report = await PublishAsync(transport);

        var after = await MessageIdsAsync(transport);
        Assert.InRange(report.ResumedAfter, 1, Rows - 1);
        Assert.Equal(Rows, report.Records);
        Assert.Equal(Rows + 2, before.Union(after).Count());
        Assert.Equal($"{report.Import.Value:N}-{report.ResumedAfter + 1}", after[0]);
    }

    // Noticed while sending, after which somebody else makes the queue again; or only when the file is published again.
    [Theory]
    [InlineData(TransportFailure.QueueMissing)]
    [InlineData(TransportFailure.AccessDenied)]
    public async Task Queue_that_was_deleted_gets_the_whole_import_again(TransportFailure noticed)
    {
        var deleted = new InMemoryTransport();
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(deleted, sends: 6, new(noticed, "The queue is gone."))));
        var transport = new InMemoryTransport();
        if (noticed == TransportFailure.QueueMissing)
            await transport.EnsureQueueAsync(CancellationToken.None);

        var report = await PublishAsync(transport);

        var import = $"{report.Import.Value:N}";
        Assert.StartsWith(import, (await MessageIdsAsync(deleted))[0], StringComparison.Ordinal);
        Assert.Equal((Rows, 0), (report.Records, report.ResumedAfter));
        Assert.Equal([$"{import}-start", .. Enumerable.Range(1, Rows).Select(i => $"{import}-{i}"), $"{import}-end"], await MessageIdsAsync(transport));
    }

    // Whatever happens to the run that sends all again: the next one must not believe what the deleted queue had confirmed.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Queue_that_was_deleted_gets_the_whole_import_also_if_sending_it_again_is_interrupted(int sends)
    {
        var denied = new TransportException(TransportFailure.AccessDenied, "The right was taken away.");
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(new InMemoryTransport(), sends: 6, denied)));
        var transport = new InMemoryTransport();
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(transport, sends, denied)));
        var before = await MessageIdsAsync(transport);

        var report = await PublishAsync(transport);

        Assert.Equal(Rows, report.Records);
        Assert.Equal(Rows + 2, before.Union(await MessageIdsAsync(transport)).Count());
    }

    [Fact]
    public async Task Queue_that_was_deleted_gets_the_whole_import_also_if_the_run_that_makes_it_again_is_killed()
    {
        var denied = new TransportException(TransportFailure.AccessDenied, "The right was taken away.");
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(new InMemoryTransport(), sends: 6, denied)));
        var transport = new InMemoryTransport();
        var (path, atKill) = ("", Array.Empty<byte>());
        await Assert.ThrowsAsync<IOException>(() => PublishAsync(transport, new()
        {
            Pace = (_, _) =>
            {
                path = Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "checkpoints"), "*.json"));
                atKill = File.ReadAllBytes(path);
                throw new IOException("The process is killed.");
            },
        }));
        await File.WriteAllBytesAsync(path, atKill);
        var before = await MessageIdsAsync(transport);

        var report = await PublishAsync(transport);

        Assert.Equal((Rows, 0), (report.Records, report.ResumedAfter));
        Assert.Equal(Rows + 2, before.Union(await MessageIdsAsync(transport)).Count());
    }

    [Fact]
    public async Task Finished_file_is_another_import_the_next_time()
    {
        var transport = new InMemoryTransport();

        var first = await PublishAsync(transport);
        var second = await PublishAsync(transport);

        Assert.True(first.Import < second.Import);
        Assert.Equal(0, second.ResumedAfter);
    }

    [Fact]
    public async Task File_that_changed_since_the_interruption_begins_anew()
    {
        var transport = new InMemoryTransport();
        await Assert.ThrowsAsync<TransportException>(() =>
            PublishAsync(new FaultyTransport(transport, sends: 6, new(TransportFailure.AccessDenied, "The right was taken away."))));
        await File.AppendAllTextAsync(_file, "One More,more@example.com\n");

        var report = await PublishAsync(transport);

        Assert.Equal((Rows + 1, 0), (report.Records, report.ResumedAfter));
    }

    [Fact]
    public async Task Other_settings_than_the_import_was_begun_with_are_refused()
    {
        var transport = new InMemoryTransport();
        await Assert.ThrowsAsync<TransportException>(() =>
            PublishAsync(new FaultyTransport(transport, sends: 6, new(TransportFailure.AccessDenied, "The right was taken away."))));

        var exception = await Assert.ThrowsAsync<SysCsvException>(() => PublishAsync(transport, new() { Policy = Imports.DuplicatePolicy.KeepFirst }));

        Assert.Contains("KeepLast", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_reading_options_than_the_import_was_begun_with_are_refused()
    {
        var transport = new InMemoryTransport();
        await BreakOffAsync(transport, new() { Delimiter = ',', HasHeader = false });

        foreach (var (other, name) in new (CsvReadOptions, string)[]
        {
            (new() { Delimiter = ',', HasHeader = false, Encoding = "windows-1250" }, "CsvReadOptions.Encoding (--encoding)"),
            (new() { Delimiter = ';', HasHeader = false }, "CsvReadOptions.Delimiter (--delimiter)"),
            (new() { Delimiter = ',' }, "CsvReadOptions.HasHeader (--header, --no-header)"),
            (new() { Delimiter = ',', HasHeader = false, EmailColumn = "1" }, "CsvReadOptions.EmailColumn (--email-column)"),
            (new() { Delimiter = ',', HasHeader = false, NameColumn = "2" }, "CsvReadOptions.NameColumn (--name-column)"),
            (new() { Delimiter = ',', HasHeader = false, GivenNameColumn = "2" }, "CsvReadOptions.GivenNameColumn"),
            (new() { Delimiter = ',', HasHeader = false, FamilyNameColumn = "2" }, "CsvReadOptions.FamilyNameColumn"),
        })
        {
            var exception = await Assert.ThrowsAsync<SysCsvException>(() => PublishAsync(transport, new() { Csv = other }));
            Assert.StartsWith($"The file was begun with another {name}. Go on with the same, or delete its checkpoint", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Same_reading_options_go_on_whatever_their_case_and_limits()
    {
        var transport = new InMemoryTransport();
        await BreakOffAsync(transport, new() { Encoding = "utf-8", HasHeader = false });

        var report = await PublishAsync(transport, new() { Csv = new() { Encoding = "UTF-8", HasHeader = false, MaxColumns = 100 } });

        Assert.InRange(report.ResumedAfter, 1, Rows - 1);
    }

    [Fact]
    public async Task Checkpoint_of_an_older_version_goes_on_as_it_was_begun()
    {
        var transport = new InMemoryTransport();
        await BreakOffAsync(transport, new());
        var checkpoint = Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "checkpoints"), "*.json"));
        var older = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(checkpoint))!.AsObject();
        Assert.True(older.Remove("Reading"));
        await File.WriteAllTextAsync(checkpoint, older.ToJsonString());

        var report = await PublishAsync(transport, new() { Csv = new() { HasHeader = false } });

        Assert.InRange(report.ResumedAfter, 1, Rows - 1);
    }

    [Fact]
    public async Task File_that_another_process_publishes_is_refused()
    {
        using var held = CheckpointFile.Open(Path.Combine(_folder.FullName, "checkpoints"), _file);

        await Assert.ThrowsAsync<SysCsvException>(() => PublishAsync(new InMemoryTransport()));
    }

    [Fact]
    public async Task Broker_that_goes_away_in_the_middle_is_waited_for()
    {
        var transport = new InMemoryTransport();
        var waits = new List<PublishProgress>();
        var failing = new FaultyTransport(transport, sends: 3, new(TransportFailure.ConnectionLost, "The broker is away."), faults: 2);

        var report = await PublishAsync(failing, progress: new Recorder(waits));

        Assert.Equal(Rows, report.Records);
        Assert.Equal(Rows + 2, (await MessageIdsAsync(transport)).Distinct().Count());
        Assert.Contains(waits, progress => progress.WaitingFor == "The broker is away.");
        Assert.Equal(Rows, waits.Max(progress => progress.RowsConfirmed));
    }

    [Fact]
    public async Task Publisher_gives_up_after_the_time_that_it_is_told()
    {
        var failing = new FaultyTransport(new InMemoryTransport(), sends: 3, new(TransportFailure.ConnectionLost, "The broker is away."));

        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(failing, configure: options => options.GiveUpAfter = TimeSpan.Zero));
    }

    [Fact]
    public async Task Damaged_file_closes_its_account_and_says_what_is_missing()
    {
        var transport = new InMemoryTransport();
        await WriteDamagedAsync(50_000);

        var report = await PublishAsync(transport);

        var ids = await MessageIdsAsync(transport);
        Assert.Contains("damaged", report.Damage, StringComparison.Ordinal);
        Assert.Equal(1, report.Malformed);
        Assert.InRange(report.Records, 5_000, 49_999);
        Assert.Equal(report.Records + 2, ids.Count);
        Assert.Equal($"{report.Import.Value:N}-end", ids[^1]);
        Assert.Equal(0, (await PublishAsync(transport)).ResumedAfter);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_that_is_changed_while_it_is_read_closes_its_account_and_says_so(bool grows)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows lets nobody write to a file that is read.");
        var transport = new InMemoryTransport();
        var lines = Enumerable.Range(1, 50_000).Select(i => $"Name {i},user{i}@example.com").ToList();
        await File.WriteAllLinesAsync(_file, lines);
        var (length, half) = (new FileInfo(_file).Length, string.Join('\n', lines.Take(25_000)).Length - 3);

        var report = await PublishAsync(transport, new() { Pace = (_, cancellationToken) => Task.Run(ChangeOnce, cancellationToken) });

        // The record that was cut off is the last one, and rejected.
        Assert.Contains("changed while it was read", report.Damage, StringComparison.Ordinal);
        Assert.Equal((grows ? 50_001 : 25_000, 1), (report.Records, report.Malformed));
        Assert.Equal($"{report.Import.Value:N}-end", (await MessageIdsAsync(transport))[^1]);
        Assert.Null((await PublishAsync(transport)).Damage);

        void ChangeOnce()
        {
            using var file = new FileStream(_file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            if (file.Length != length)
                return;
            file.SetLength(grows ? length : half);
            file.Seek(0, SeekOrigin.End);
            if (grows)
                file.Write("Name 50001,user50001@ex"u8);
        }
    }

    [Fact]
    public async Task Interrupted_publisher_remembers_the_last_confirmed_row_whenever_it_saved_last()
    {
        var transport = new InMemoryTransport();
        var confirmed = new List<PublishProgress>();
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(
            new FaultyTransport(transport, sends: 6, new(TransportFailure.AccessDenied, "The right was taken away.")),
            progress: new Recorder(confirmed),
            configure: options => options.CheckpointRows = 1_000_000));

        var report = await PublishAsync(transport);

        Assert.Equal(confirmed[^1].RowsConfirmed, report.ResumedAfter);
        Assert.InRange(report.ResumedAfter, 1, Rows - 1);
    }

    [Fact]
    public async Task Refused_file_sends_nothing()
    {
        var transport = new InMemoryTransport();
        await transport.EnsureQueueAsync(CancellationToken.None);
        await File.WriteAllTextAsync(_file, "one,two\nthree,four\n");

        await Assert.ThrowsAsync<CsvRefusedException>(() => PublishAsync(transport));

        Assert.Equal(0, (await transport.GetDepthAsync(CancellationToken.None)).Ready);
    }

    [Fact]
    public async Task Stream_with_a_checkpoint_is_refused_since_nothing_could_go_on_from_it()
    {
        using var host = Build(new InMemoryTransport(), null);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("Email\na@b.c\n"));

        var refusal = await Assert.ThrowsAsync<SysCsvException>(() => host.Services.GetRequiredService<IImportPublisher>().PublishAsync(
            stream, new() { CheckpointFile = Path.Combine(_folder.FullName, "named.json") }));

        Assert.Contains("CheckpointFile", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_is_published_and_left_open()
    {
        var transport = new InMemoryTransport();
        using var host = Build(transport, null);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("Email\na@b.c\n"));

        var report = await host.Services.GetRequiredService<IImportPublisher>().PublishAsync(stream);

        Assert.Equal(1, report.Records);
        Assert.True(stream.CanRead);
    }

    private async Task BreakOffAsync(InMemoryTransport transport, CsvReadOptions options) => await Assert.ThrowsAsync<TransportException>(() => PublishAsync(
        new FaultyTransport(transport, sends: 6, new(TransportFailure.AccessDenied, "The right was taken away.")), new() { Csv = options }));

    private async Task WriteDamagedAsync(int rows)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, rows).Select(i => $"Name {i},user{i}@example.com\n"))));
        packed.SetLength(packed.Length / 2);
        await File.WriteAllBytesAsync(_file, packed.ToArray());
    }

    private async Task<PublishReport> PublishAsync(
        ITransport transport, PublishRequest? request = null, IProgress<PublishProgress>? progress = null, Action<PublisherOptions>? configure = null)
    {
        using var host = Build(transport, configure);
        return await host.Services.GetRequiredService<IImportPublisher>().PublishFileAsync(_file, request, progress);
    }

    private IHost Build(ITransport transport, Action<PublisherOptions>? configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSysCsvPublisher(options =>
        {
            options.SendBatchSize = 50;
            options.MaxBatchesInFlight = 2;
            options.CheckpointRows = 100;
            options.CheckpointFolder = Path.Combine(_folder.FullName, "checkpoints");
            configure?.Invoke(options);
        });
        builder.Services.AddSingleton(transport);
        return builder.Build();
    }

    private static async Task<List<string>> MessageIdsAsync(InMemoryTransport transport)
    {
        var ids = new List<string>();
        await using var receiver = await transport.OpenReceiverAsync(10_000, CancellationToken.None);
        while (await receiver.ReceiveAsync(10_000, TimeSpan.Zero, CancellationToken.None) is { Count: > 0 } deliveries)
        {
            ids.AddRange(deliveries.Select(delivery => delivery.MessageId));
            await receiver.CompleteAsync(deliveries, CancellationToken.None);
        }

        return ids;
    }

    private sealed class Recorder(List<PublishProgress> reports) : IProgress<PublishProgress>
    {
        public void Report(PublishProgress value)
        {
            lock (reports)
                reports.Add(value);
        }
    }
}
