using System.Text.RegularExpressions;
using RabbitMQ.Client;
using SysCsv.Faults.Oracle;
using SysCsv.Faults.Setups;
using SysCsv.Imports;
using Xunit.Abstractions;

namespace SysCsv.Faults;

/// <summary>What can happen to a broker and a database server, and to no file.</summary>
[Collection(ServersCollection.Name)]
public sealed partial class ServersFaultTests(ServersSetup setup, ITestOutputHelper output) : FaultTests<ServersSetup>(setup, output)
{
    [SkippableFact]
    public async Task Queue_that_is_deleted_with_rows_in_it_gets_the_whole_import_again()
    {
        // So many that the publisher is still at work when the queue goes.
        var run = await BeginAsync(seed: 20, People(30_000), DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;

        // Nobody takes the rows that are in the queue when it goes. The consumers that start then make it again, before the publisher does.
        await PublishUntilQueueIsDeletedAsync(run, () => CheckpointReachesAsync(run, 1_000));
        fleet.Start(2);
        await PublishUntilQueueIsDeletedAsync(run, () => CountReachesAsync(run, 2_000));
        Assert.NotEqual(ImportState.Completed, (await StoredImport.FindAsync(Setup.Imports))!.State);

        await using var publisher = StartPublisher(run);
        Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);
        await CompletedAsync(run);
        await CheckAsync(run);
        Assert.True(fleet.AllRun, fleet.Logs);
    }

    [SkippableFact]
    public async Task Queue_that_is_full_makes_the_publisher_wait_until_there_is_room()
    {
        var run = await BeginAsync(seed: 21, SourceFile.Generate(21), DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;
        await Setup.RabbitMq.RunAsync("ctl", "set_policy", "full", $"^{Setup.Database}$", """{"max-length":300}""", "--apply-to", "queues");

        await using var publisher = StartPublisher(run);
        await publisher.PrintsAsync("it is full", Limit);
        Assert.False(publisher.HasExited, publisher.Error);
        Assert.InRange(CheckpointedRow(run), 0, run.Rows.Count - 1);

        fleet.Start(2);
        Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);
        await CompletedAsync(run);
        await CheckAsync(run);
    }

    [SkippableFact]
    public async Task Broker_with_a_memory_alarm_makes_the_publisher_wait_until_it_is_over()
    {
        var run = await BeginAsync(seed: 24, SourceFile.Generate(24), DuplicatePolicy.KeepLast);
        run.Settings["SysCsv:RabbitMq:Timeout"] = "00:00:02";
        await using var fleet = run.Fleet;
        fleet.Start(2);

        await SetMemoryOfBrokerAsync("1MB");
        await using var publisher = StartPublisher(run);
        try
        {
            await publisher.PrintsAsync("it has a memory or disk alarm", Limit);
            Assert.False(publisher.HasExited, publisher.Error);
            Assert.True(fleet.AllRun, fleet.Logs);
        }
        finally
        {
            await SetMemoryOfBrokerAsync("1GiB");
        }

        Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);
        await CompletedAsync(run);
        await CheckAsync(run);
    }

    [SkippableFact]
    public async Task Database_that_has_no_room_left_is_waited_for()
    {
        Skip.If(Setup.SkipReason is not null, Setup.SkipReason);
        using var disk = SmallDisk.TryMount(megabytes: 48);
        Skip.If(disk is null, "A small disk is mounted by root, on Linux.");
        try
        {
            await SurvivesAsync(seed: 22, consumers: 0, skipReason: null, async (run, publisher) =>
            {
                await Setup.RunAsync($"CREATE TABLESPACE small LOCATION '{disk.Path}'");
                await Setup.RunAsync($"ALTER DATABASE {Setup.Database} SET TABLESPACE small");
                run.Fleet.Start(3);
                await WaitOutAsync(run, publisher, "PostgreSQL has no room", new(() => Task.Run(disk.Fill), () => Task.Run(disk.Free)));
            });
        }
        finally
        {
            await Setup.RunAsync($"DROP DATABASE {Setup.Database} WITH (FORCE)");
            await Setup.RunAsync("DROP TABLESPACE small");
        }
    }

    [SkippableFact]
    public async Task Publisher_that_a_frozen_broker_blocks_holds_little_memory_and_goes_on()
    {
        // The whole file, read and waiting to be sent, would take twice as much.
        const long Most = 140L << 20;
        var run = await BeginAsync(seed: 23, People(400_000), DuplicatePolicy.KeepLast, smallSteps: false);
        await using var publisher = StartPublisher(run);
        await CheckpointReachesAsync(run, 50_000);

        long held;
        var frozen = Setup.Outages["RabbitMQ is frozen"];
        await frozen.BeginAsync();
        try
        {
            await publisher.StandsStillAsync(Limit);
            held = publisher.Memory;
        }
        finally
        {
            await frozen.EndAsync();
        }

        Assert.False(publisher.HasExited, publisher.Error);
        Output.WriteLine($"{held >> 20} MB");
        Assert.InRange(held, 0, Most);
        await CheckpointReachesAsync(run, CheckpointedRow(run) + 1);
    }

    private static List<SourceRow> People(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new SourceRow($"First{i} Last{i}", $"user{i}@site{i % 97}.example"))];

    private Task<string> SetMemoryOfBrokerAsync(string limit) => Setup.RabbitMq.RunAsync("ctl", "set_vm_memory_high_watermark", "absolute", limit);

    private async Task PublishUntilQueueIsDeletedAsync(Run run, Func<Task> moment)
    {
        await using var publisher = StartPublisher(run);
        await moment();
        await DeleteQueueAsync(run);
        Assert.Equal(4, await publisher.ExitAsync(Limit));
        Assert.Matches(QueueIsGone(), publisher.Error);
    }

    private static async Task DeleteQueueAsync(Run run)
    {
        await using var connection = await new ConnectionFactory { Uri = new(run.Settings["SysCsv:RabbitMq:Uri"]) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(run.Settings["SysCsv:RabbitMq:Queue"]);
    }

    [GeneratedRegex("RabbitMQ has no queue 'faults[0-9]+'.* rows were already sent; import .* is incomplete. Publish the unchanged file again: .*gets all of it", RegexOptions.None, 1_000)]
    private static partial Regex QueueIsGone();
}
