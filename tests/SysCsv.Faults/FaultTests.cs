using System.Text.Json;
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
public abstract class FaultTests<TSetup>(TSetup setup, ITestOutputHelper output)
    where TSetup : class, IFaultSetup
{
    private const int Consumers = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [SkippableTheory]
    [InlineData(1, DuplicatePolicy.KeepLast)]
    [InlineData(2, DuplicatePolicy.KeepFirst)]
    public async Task Killed_consumers_and_publishers_change_nothing(int seed, DuplicatePolicy policy)
    {
        var run = await BeginAsync(seed, SourceFile.Generate(seed), policy);
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
    public async Task Restarted_servers_change_nothing()
    {
        Skip.If(setup.RestartSkipReason is not null, setup.RestartSkipReason);
        var run = await BeginAsync(seed: 4, SourceFile.Generate(4), DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;
        fleet.Start(3);

        await using (var publisher = StartPublisher(run))
        {
            foreach (var (name, restart) in setup.Restarts)
            {
                await CountReachesAsync(run, (await CountAsync(run)) + 1);
                output.WriteLine($"killing {name} at {await CountAsync(run)} rows");
                await restart();
            }

            Assert.Equal(0, await publisher.ExitAsync(Limit));
        }

        await CompletedAsync(run);
        await CheckAsync(run);
    }

    [SkippableFact]
    public async Task Servers_that_stand_still_are_waited_for()
    {
        Skip.If(setup.RestartSkipReason is not null, setup.RestartSkipReason);
        var run = await BeginAsync(seed: 5, SourceFile.Generate(5), DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;
        fleet.Start(3);

        await using (var publisher = StartPublisher(run))
        {
            foreach (var (name, outage) in setup.Outages)
            {
                await CountReachesAsync(run, (await CountAsync(run)) + 500);
                output.WriteLine($"{name} at {await CountAsync(run)} rows");
                await outage.BeginAsync();
                await StandsStillAsync(run);
                Assert.False(publisher.HasExited && publisher.ExitCode != 0, publisher.Error);
                Assert.True(fleet.AllRun, fleet.Logs);
                await outage.EndAsync();
            }

            Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);
        }

        await CompletedAsync(run);
        await CheckAsync(run);
    }

    [SkippableFact]
    public async Task Consumer_that_stood_still_for_longer_than_its_lease_changes_nothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "Processes are stopped by kill -STOP.");
        Skip.IfNot(setup is EmbeddedSetup, "RabbitMQ has no leases: a consumer keeps its messages for as long as its connection lives.");
        var run = await BeginAsync(seed: 6, SourceFile.Generate(6), DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;
        fleet.Start(2);

        await using (var publisher = StartPublisher(run))
        {
            await CountReachesAsync(run, 2_000);
            await fleet.FreezeOneAsync(() => LeaseEndsAsync(run));
            Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);
        }

        await CompletedAsync(run);
        await CheckAsync(run);
        Assert.True(fleet.AllRun, fleet.Logs);
    }

    private async Task<Run> BeginAsync(int seed, List<SourceRow> rows, DuplicatePolicy policy)
    {
        Skip.If(setup.SkipReason is not null, setup.SkipReason);
        output.WriteLine($"seed {seed}");
        var settings = SmallSteps.Over(await setup.CreateAsync());
        var file = Path.Combine(Directory.CreateTempSubdirectory("syscsv-source-").FullName, "contacts.csv");
        SourceFile.Write(file, rows);
        var random = new Random(seed);
        return new(file, rows, policy, settings, random, new(settings, random));
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
            output.WriteLine($"killed the publisher after row {CheckpointedRow(run)} and a consumer at {await CountAsync(run)} rows");
        }

        await using var last = StartPublisher(run);
        Assert.True(await last.ExitAsync(Limit) == 0, last.Output + last.Error);
        Assert.Contains("resumed=", last.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("resumed=0 ", last.Output, StringComparison.Ordinal);
        output.WriteLine(last.Output);
    }

    private async Task KillUntilCompleteAsync(Run run)
    {
        var deadline = DateTime.UtcNow + Limit;
        while (await StoredImport.FindAsync(setup.Reader) is not { State: ImportState.Completed })
        {
            Assert.True(DateTime.UtcNow < deadline, $"Not complete in time.\n{run.Fleet.Logs}");

            // Kill after progress, not by the clock: a machine that is slow to start processes must still get on.
            await CountReachesAsync(run, Math.Min(run.Rows.Count, await CountAsync(run) + run.Random.Next(200, 1_500)));
            await run.Fleet.KillOneAsync();
        }

        output.WriteLine($"{run.Fleet.Kills} consumers killed");
    }

    private async Task CheckAsync(Run run)
    {
        var expected = Expected.Of(run.Rows, run.Policy);
        var import = await StoredImport.FindAsync(setup.Reader);
        Assert.Equal(expected.Counts, import!.Counts);
        Assert.Equal(run.Rows.Count, import.Records);
        Assert.Equal(expected.Contacts, await StoredContacts.ReadAsync(setup.Reader));
        Assert.DoesNotContain("@site", run.Fleet.Logs, StringComparison.Ordinal);
    }

    private static SampleProcess StartPublisher(Run run) =>
        SampleProcess.Start("Publisher", run.Settings, run.File, "--policy", run.Policy.ToString());

    private async Task<long> CountAsync(Run run) => (await StoredImport.FindAsync(setup.Reader))?.Counts.Total ?? 0;

    private static Task CheckpointReachesAsync(Run run, long row) => WaitAsync(run, () => Task.FromResult(CheckpointedRow(run) >= row));

    /// <summary>The last row that the publisher remembers as confirmed.</summary>
    private static long CheckpointedRow(Run run)
    {
        var folder = new DirectoryInfo(run.Settings["SysCsv:Publisher:CheckpointFolder"]);
        if (!folder.Exists || folder.GetFiles("*.json") is not [var file])
            return 0;
        using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
        return json.RootElement.GetProperty("Position").GetProperty("RecordNumber").GetInt64();
    }

    private Task CompletedAsync(Run run) => WaitAsync(run, async () => await StoredImport.FindAsync(setup.Reader) is { State: ImportState.Completed });

    private Task CountReachesAsync(Run run, long count) =>
        WaitAsync(run, async () => await StoredImport.FindAsync(setup.Reader) is { } import && (import.Counts.Total >= count || import.State == ImportState.Completed));

    // Stopped within a transaction it holds a database in a file locked, and the others can do nothing but wait: then the import does not end before.
    private async Task LeaseEndsAsync(Run run)
    {
        using var lease = new CancellationTokenSource(EmbeddedSetup.LeaseTime * 2);
        await WaitAsync(run, async () => lease.IsCancellationRequested || await StoredImport.FindAsync(setup.Reader) is { State: ImportState.Completed });
    }

    /// <summary>Waits until no row is applied any more, though there are more to come.</summary>
    private async Task StandsStillAsync(Run run)
    {
        const int Looks = 100;
        var (count, same) = (-1L, 0);
        await WaitAsync(run, async () =>
        {
            var now = await CountAsync(run);
            (count, same) = (now, now == count ? same + 1 : 0);
            return same == Looks;
        });
        Assert.InRange(count, 1, run.Rows.Count - 1);
    }

    private static async Task WaitAsync(Run run, Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var deadline = DateTime.UtcNow + Limit;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"Waited in vain.\n{run.Fleet.Logs}");
            await timer.WaitForNextTickAsync();
        }
    }

    private sealed record Run(
        string File, List<SourceRow> Rows, DuplicatePolicy Policy, Dictionary<string, string> Settings, Random Random, Fleet Fleet);
}
