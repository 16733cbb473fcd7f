using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv.Publishing;
using SysCsv.Testing.Transports;
using SysCsv.Transports;

namespace SysCsv.Tests.Publishing;

/// <summary>An import that ends before its file does still has an end message whose number covers every row that may be in the queue.</summary>
public sealed class EndingEarlyTests : IDisposable
{
    private const int Rows = 1_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-ending-");
    private readonly InMemoryTransport _transport = new();
    private readonly string _file;

    public EndingEarlyTests()
    {
        _file = Path.Combine(_folder.FullName, "contacts.csv");
        File.WriteAllLines(_file, Enumerable.Range(1, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"Name {i},user{i}@example.com")));
    }

    private string Checkpoint => Path.Combine(_folder.FullName, "checkpoints", "import.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task End_message_tells_the_rows_that_were_sent()
    {
        using var end = new CancellationTokenSource();

        var report = await PublishAsync(_transport, end, after: 300);

        Assert.True(report.EndedEarly);
        Assert.InRange(report.Records, 300, 400);
        await AssertWholeAsync(report.Records);
    }

    [Fact]
    public async Task Import_that_is_ended_before_its_first_row_has_none()
    {
        using var end = new CancellationTokenSource();
        await end.CancelAsync();

        var report = await PublishAsync(_transport, end, after: int.MaxValue);

        Assert.Equal((0, true, 2), (report.Records, report.EndedEarly, report.Messages));
        await AssertWholeAsync(0);
    }

    [Fact]
    public async Task Publisher_that_waits_for_its_turn_ends_at_once()
    {
        using var end = new CancellationTokenSource();
        var waits = new TaskCompletionSource();
        var publishing = PublishAsync(_transport, new()
        {
            EndEarly = end.Token,
            Pace = (row, token) =>
            {
                if (row <= 200)
                    return Task.CompletedTask;
                waits.TrySetResult();
                return Task.Delay(Timeout.Infinite, token);
            },
        });
        await waits.Task;

        await end.CancelAsync();

        Assert.Equal((200, true), ((await publishing).Records, (await publishing).EndedEarly));
        await AssertWholeAsync(200);
    }

    [Fact]
    public async Task After_a_kill_the_end_covers_what_may_have_been_sent_and_not_only_what_was_saved()
    {
        // What the disk held at the moment of the kill, when rows behind it were in the queue.
        var saved = Array.Empty<byte>();
        await Assert.ThrowsAsync<IOException>(() => PublishAsync(_transport, new()
        {
            Pace = (row, _) =>
            {
                if (row < 300)
                    return Task.CompletedTask;
                saved = File.ReadAllBytes(Checkpoint);
                throw new IOException("The process is killed.");
            },
        }));
        await File.WriteAllBytesAsync(Checkpoint, saved);
        using var end = new CancellationTokenSource();
        await end.CancelAsync();

        var report = await PublishAsync(_transport, end, after: int.MaxValue);

        Assert.True(report.EndedEarly);
        Assert.InRange(report.ResumedAfter, 0, report.Records - 1);
        await AssertWholeAsync(report.Records);
    }

    [Fact]
    public async Task End_that_was_decided_stays_as_it_was()
    {
        using var end = new CancellationTokenSource();
        var first = await PublishAsync(_transport, end, after: 300);

        var again = await PublishAsync(_transport, new());

        Assert.Equal((first.Records, first.EndedEarly, 1), (again.Records, again.EndedEarly, again.Messages));
        await AssertWholeAsync(first.Records);
    }

    [Fact]
    public async Task End_that_was_decided_stays_as_it_was_though_the_queue_was_deleted_and_all_is_sent_again()
    {
        using var end = new CancellationTokenSource();
        var first = await PublishAsync(new InMemoryTransport(), end, after: 300);
        var denied = new TransportException(TransportFailure.AccessDenied, "The right was taken away.");
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(new InMemoryTransport(), sends: 3, denied), new()));
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(new InMemoryTransport(), sends: 5, denied), new()));

        var again = await PublishAsync(_transport, new());

        Assert.Equal((first.Records, true, 0), (again.Records, again.EndedEarly, again.ResumedAfter));
        await AssertWholeAsync(first.Records);
    }

    [Fact]
    public async Task End_of_an_interrupted_run_covers_what_a_longer_one_before_it_sent()
    {
        var denied = new TransportException(TransportFailure.AccessDenied, "The right was taken away.");
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(new InMemoryTransport(), sends: 13, denied), new()));
        await Assert.ThrowsAsync<TransportException>(() => PublishAsync(new FaultyTransport(new InMemoryTransport(), sends: 3, denied), new()));
        using var end = new CancellationTokenSource();
        await end.CancelAsync();

        var report = await PublishAsync(_transport, end, after: int.MaxValue);

        Assert.InRange(report.Records, 550, Rows - 1);
        await AssertWholeAsync(report.Records);
    }

    [Fact]
    public async Task Rows_are_sent_no_further_than_their_turn()
    {
        var turns = new List<long>();
        var sent = new List<long>();

        await PublishAsync(_transport, new()
        {
            Pace = async (row, token) =>
            {
                turns.Add(row);
                sent.Add((await _transport.GetDepthAsync(token)).Ready);
            },
        });

        Assert.Equal(Enumerable.Range(1, Rows / 50).Select(i => i * 50L).Append(Rows), turns);
        // The start message is one more.
        Assert.All(sent.Zip(turns), pair => Assert.InRange(pair.First, 0, pair.Second + 1));
    }

    private Task<PublishReport> PublishAsync(ITransport transport, CancellationTokenSource end, int after) => PublishAsync(transport, new()
    {
        EndEarly = end.Token,
        Pace = (row, _) => row > after ? end.CancelAsync() : Task.CompletedTask,
    });

    private async Task<PublishReport> PublishAsync(ITransport transport, PublishRequest request)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSysCsvPublisher(options => (options.SendBatchSize, options.MaxBatchesInFlight, options.CheckpointRows) = (50, 2, 100));
        builder.Services.AddSingleton(transport);
        using var host = builder.Build();
        return await host.Services.GetRequiredService<IImportPublisher>().PublishFileAsync(_file, request with { CheckpointFile = Checkpoint });
    }

    private async Task AssertWholeAsync(long records)
    {
        var rows = new SortedSet<long>();
        var ends = new HashSet<long>();
        await using var receiver = await _transport.OpenReceiverAsync(10_000, CancellationToken.None);
        foreach (var delivery in await receiver.ReceiveAsync(10_000, TimeSpan.Zero, CancellationToken.None))
        {
            using var json = JsonDocument.Parse(delivery.Body);
            if (json.RootElement.TryGetProperty("rows", out var carried))
                rows.UnionWith(carried.EnumerateArray().Select(row => row.GetProperty("row").GetInt64()));
            if (json.RootElement.TryGetProperty("records", out var number))
                ends.Add(number.GetInt64());
        }

        Assert.Equal([records], ends);
        Assert.Equal(Enumerable.Range(1, (int)records).Select(row => (long)row), rows);
    }
}
