using SysCsv.Faults.Oracle;
using SysCsv.Faults.Processes;
using SysCsv.Faults.Setups;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit.Abstractions;

namespace SysCsv.Faults;

/// <summary>
/// Real processes, killed at random moments. Whatever is killed, the table must be byte for byte the oracle's and the
/// counts exact (P1 to P4, P6), and nothing personal in what the processes wrote (P7).
/// </summary>
/// <remarks>A failure names its seed; the schedule of kills repeats with it, their exact moments can't.</remarks>
public abstract class FaultTests<TSetup>(TSetup setup, ITestOutputHelper output) : FaultRuns<TSetup>(setup, output)
    where TSetup : class, IFaultSetup
{
    private const int Consumers = 8;

    [SkippableFact]
    public async Task Killed_consumers_and_publishers_change_nothing()
    {
        var run = await BeginAsync(seed: 1, SourceFile.Generate(1), DuplicatePolicy.KeepFirst);
        await using var fleet = run.Fleet;
        fleet.Start(Consumers);

        await PublishWithKillsAsync(run, kills: 3);
        await KillUntilCompleteAsync(run);

        await CheckAsync(run);
    }

    [SkippableFact]
    public async Task Example_file_with_changed_repeats_survives_kills()
    {
        var example = Repository.SharedTestData("contacts/example.csv");
        Skip.IfNot(File.Exists(example), "The shared test data is not beside the checkout.");
        var run = await BeginAsync(seed: 3, SourceFile.ChangeRepeats(example), DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;
        fleet.Start(Consumers);

        await PublishWithKillsAsync(run, kills: 2);
        await KillUntilCompleteAsync(run);

        await CheckAsync(run);
    }

    [SkippableFact]
    public Task Restarted_servers_change_nothing() => SurvivesAsync(seed: 4, consumers: 3, Setup.RestartSkipReason, async (run, _) =>
    {
        foreach (var (name, restart) in Setup.Restarts)
        {
            await CountReachesAsync(run, (await CountAsync(run)) + 1);
            Output.WriteLine($"killing {name} at {await CountAsync(run)} rows");
            await restart();
        }
    });

    [SkippableFact]
    public Task Servers_that_stand_still_are_waited_for() => SurvivesAsync(
        seed: 5,
        consumers: 1,
        Setup.RestartSkipReason,
        async (run, publisher) =>
        {
            foreach (var (name, outage) in Setup.Outages)
                await WaitOutAsync(run, publisher, name, outage);
        },
        // On a slow machine it takes a while to stop a server; there must be rows left by then.
        people: 4 * SourceFile.People);

    [SkippableFact]
    public Task Consumer_that_stood_still_for_longer_than_its_lease_changes_nothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "Processes are stopped by kill -STOP.");
        Skip.IfNot(Setup is EmbeddedSetup, "RabbitMQ has no leases: a consumer keeps its messages for as long as its connection lives.");
        return SurvivesAsync(seed: 6, consumers: 2, skipReason: null, async (run, _) =>
        {
            await CountReachesAsync(run, 1_000);
            await run.Fleet.FreezeOneAsync(() => LeaseEndsAsync(run));
        });
    }

    [SkippableFact]
    public async Task Row_that_its_consumer_dies_of_fails_alone()
    {
        var rows = SourceFile.Generate(7).Take(300).ToList();
        var run = await BeginAsync(seed: 7, [.. rows.Take(100), FatalConsumer.Row, .. rows.Skip(100)], DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;
        await using (var publisher = SampleProcess.Start("Publisher", FatalConsumer.Over(run.Settings), run.File))
            Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);

        var deaths = 0;
        while (await FatalConsumer.DiesAsync(run.Settings, IsCompleteAsync))
            deaths++;

        var expected = Expected.Of(rows, DuplicatePolicy.KeepLast);
        Assert.Equal(expected.Counts with { Failed = 1 }, (await StoredImport.FindAsync(Setup.Imports))!.Counts);
        Assert.Equal(expected.Contacts, await StoredContacts.ReadAsync(Setup.Contacts));
        Assert.Equal(101, Assert.Single((await Setup.Imports.ListFailedAsync((await StoredImport.FindAsync(Setup.Imports))!.Id)).Items).Line);
        Assert.InRange(deaths, 1, FatalConsumer.DeliveryLimit + 1);
    }

    [SkippableFact]
    public async Task Clocks_that_differ_and_jump_change_nothing()
    {
        Skip.If(FakeClock.SkipReason is not null, FakeClock.SkipReason);
        using var clock = new FakeClock("+10y");
        await SurvivesAsync(seed: 8, consumers: 1, skipReason: null, async (run, _) =>
        {
            run.Fleet.Start(1, clock.Settings);
            foreach (var jump in new[] { "-2d", "+1h", "-10y" })
            {
                await CountReachesAsync(run, await CountAsync(run) + 1_000);
                clock.Set(jump);
            }
        });
    }

    /// <summary>Starts the publisher again and again, killing it at random moments, until it ends by itself.</summary>
    private async Task PublishWithKillsAsync(Run run, int kills)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            await using var publisher = StartPublisher(run);
            var step = run.Rows.Count / (kills + 1);
            await CheckpointReachesAsync(run, (step * kill) + run.Random.Next(200, step));
            publisher.Kill();
            await run.Fleet.KillOneAsync();
            Output.WriteLine($"killed the publisher after row {CheckpointedRow(run)} and a consumer at {await CountAsync(run)} rows");
        }

        await using var last = StartPublisher(run);
        Assert.True(await last.ExitAsync(Limit) == 0, last.Output + last.Error);
        Assert.Contains("resumed=", last.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("resumed=0 ", last.Output, StringComparison.Ordinal);
        Output.WriteLine(last.Output);
    }

    private async Task KillUntilCompleteAsync(Run run)
    {
        var deadline = DateTime.UtcNow + Limit;
        while (await StoredImport.FindAsync(Setup.Imports) is not { State: ImportState.Completed })
        {
            Assert.True(DateTime.UtcNow < deadline, $"Not complete in time.\n{run.Fleet.Logs}");

            // Kill after progress, not by the clock: a machine that is slow to start processes must still get on.
            await CountReachesAsync(run, Math.Min(run.Rows.Count, await CountAsync(run) + run.Random.Next(200, 1_500)));
            await run.Fleet.KillOneAsync();
        }

        Output.WriteLine($"{run.Fleet.Kills} consumers killed");
    }

    // Stopped within a transaction it holds a database in a file locked, and the others can do nothing but wait: then the import does not end before.
    private async Task LeaseEndsAsync(Run run)
    {
        using var lease = new CancellationTokenSource(EmbeddedSetup.LeaseTime * 2);
        await WaitAsync(run, async () => lease.IsCancellationRequested || await StoredImport.FindAsync(Setup.Imports) is { State: ImportState.Completed });
    }
}
