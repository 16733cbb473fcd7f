using System.Text.Json;
using SysCsv.Faults.Oracle;
using SysCsv.Faults.Processes;
using SysCsv.Faults.Setups;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit.Abstractions;

namespace SysCsv.Faults;

/// <summary>How a fault test runs: a file, a publisher and consumers as processes, waiting for moments, and holding the end against the oracle.</summary>
public abstract class FaultRuns<TSetup>(TSetup setup, ITestOutputHelper output)
    where TSetup : class, IFaultSetup
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private protected TSetup Setup { get; } = setup;

    private protected ITestOutputHelper Output { get; } = output;

    /// <summary>A publisher and consumers go through <paramref name="faults"/>, and all is as if there had been none.</summary>
    private protected async Task SurvivesAsync(int seed, int consumers, string? skipReason, Func<Run, SampleProcess, Task> faults, int people = SourceFile.People)
    {
        Skip.If(skipReason is not null, skipReason);
        var run = await BeginAsync(seed, SourceFile.Generate(seed, people), DuplicatePolicy.KeepLast);
        await using var fleet = run.Fleet;
        fleet.Start(consumers);

        await using (var publisher = StartPublisher(run))
        {
            await faults(run, publisher);
            Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);
        }

        await CompletedAsync(run);
        await CheckAsync(run);
        Assert.True(fleet.AllRun, fleet.Logs);
    }

    /// <summary>Everything stands still while the outage lasts, and nothing ends.</summary>
    private protected async Task WaitOutAsync(Run run, SampleProcess publisher, string name, Outage outage)
    {
        await CountReachesAsync(run, (await CountAsync(run)) + 500);
        Output.WriteLine($"{name} at {await CountAsync(run)} rows");
        try
        {
            await outage.BeginAsync();
            await StandsStillAsync(run);
            Assert.False(publisher.HasExited && publisher.ExitCode != 0, publisher.Error);
            Assert.True(run.Fleet.AllRun, run.Fleet.Logs);
        }
        finally
        {
            await outage.EndAsync();
        }
    }

    private protected async Task<Run> BeginAsync(int seed, List<SourceRow> rows, DuplicatePolicy policy, bool smallSteps = true)
    {
        Skip.If(Setup.SkipReason is not null, Setup.SkipReason);
        Output.WriteLine($"seed {seed}");
        var created = await Setup.CreateAsync();
        var settings = smallSteps ? SmallSteps.Over(created) : new(created, StringComparer.Ordinal);
        var file = Path.Combine(Directory.CreateTempSubdirectory("syscsv-source-").FullName, "contacts.csv");
        SourceFile.Write(file, rows);
        var random = new Random(seed);
        return new(file, rows, policy, settings, random, new(settings, random));
    }

    private protected async Task CheckAsync(Run run)
    {
        var expected = Expected.Of(run.Rows, run.Policy);
        var import = await StoredImport.FindAsync(Setup.Imports);
        Assert.Equal(expected.Counts, import!.Counts);
        Assert.Equal(run.Rows.Count, import.Records);
        Assert.Equal(expected.Contacts, await StoredContacts.ReadAsync(Setup.Contacts));
        Assert.DoesNotContain("@site", run.Fleet.Logs, StringComparison.Ordinal);
    }

    private protected static SampleProcess StartPublisher(Run run) =>
        SampleProcess.Start("Publisher", run.Settings, run.File, "--policy", run.Policy.ToString());

    private protected async Task<long> CountAsync(Run run) => (await StoredImport.FindAsync(Setup.Imports))?.Counts.Total ?? 0;

    private protected static Task CheckpointReachesAsync(Run run, long row) => WaitAsync(run, () => Task.FromResult(CheckpointedRow(run) >= row));

    /// <summary>The last row that the publisher remembers as confirmed.</summary>
    private protected static long CheckpointedRow(Run run)
    {
        var folder = new DirectoryInfo(run.Settings["SysCsv:Publisher:CheckpointFolder"]);
        if (!folder.Exists || folder.GetFiles("*.json") is not [var file])
            return 0;
        using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
        return json.RootElement.GetProperty("Position").GetProperty("RecordNumber").GetInt64();
    }

    private protected Task CompletedAsync(Run run) => WaitAsync(run, IsCompleteAsync);

    private protected async Task<bool> IsCompleteAsync() => await StoredImport.FindAsync(Setup.Imports) is { State: ImportState.Completed };

    private protected Task CountReachesAsync(Run run, long count) =>
        WaitAsync(run, async () => await StoredImport.FindAsync(Setup.Imports) is { } import && (import.Counts.Total >= count || import.State == ImportState.Completed));

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

    private protected static async Task WaitAsync(Run run, Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var deadline = DateTime.UtcNow + Limit;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"Waited in vain.\n{run.Fleet.Logs}");
            await timer.WaitForNextTickAsync();
        }
    }

    private protected sealed record Run(
        string File, List<SourceRow> Rows, DuplicatePolicy Policy, Dictionary<string, string> Settings, Random Random, Fleet Fleet);
}
