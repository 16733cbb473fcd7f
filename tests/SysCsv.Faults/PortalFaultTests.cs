using SysCsv.Faults.Oracle;
using SysCsv.Faults.Processes;
using SysCsv.Faults.Setups;
using SysCsv.Imports;
using SysCsv.Testing;

namespace SysCsv.Faults;

/// <summary>The portal's host as a real process, killed with what it accepted: the next one or the other one finishes it, and nothing counts twice.</summary>
public abstract class PortalFaultTests<TSetup>(TSetup setup)
    where TSetup : class, IFaultSetup
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task Upload_that_was_accepted_is_imported_after_a_kill_right_after_the_answer()
    {
        await using var run = await BeginAsync(seed: 11);
        await using (var killed = await PortalProcess.StartAsync(run.Settings))
        {
            var key = await killed.MakeKeyAsync();
            await killed.ImportAsync(run.File, "keepLast", key, "once");
            killed.Kill();
        }

        await using var next = await PortalProcess.StartAsync(run.Settings);
        await CheckAsync(run, next);
    }

    [SkippableFact]
    public async Task Import_of_a_host_that_is_killed_in_the_middle_of_sending_is_taken_over_by_the_other_and_the_same_request_again_makes_no_other()
    {
        await using var run = await BeginAsync(seed: 12);
        await using var one = await PortalProcess.StartAsync(run.Settings);
        var key = await one.MakeKeyAsync();
        await using var two = await PortalProcess.StartAsync(run.Settings);
        var import = await one.ImportAsync(run.File, "keepLast", key, "once");
        await CountExceedsAsync(1_000);
        var (sender, other) = Sends(one) ? (one, two) : (two, one);
        Assert.False(Sends(other), "Two hosts send the same import.");

        sender.Kill();

        Assert.InRange((await FindAsync())!.Counts.Total, 1_000, run.Rows.Count - 2_000);
        Assert.Equal(import, await other.ImportAsync(run.File, "keepLast", key, "once"));
        await CheckAsync(run, other);
        Assert.True(Sends(other), "The other host did not take the import over.");
    }

    // As the log has it: event 5011.
    private static bool Sends(PortalProcess host) => host.Logs.Contains(": this host sends it", StringComparison.Ordinal);

    private protected async Task<Run> BeginAsync(int seed)
    {
        Skip.If(setup.SkipReason is not null, setup.SkipReason);
        var folder = Directory.CreateTempSubdirectory("syscsv-portal-faults-");
        var settings = SmallSteps.Over(await setup.CreateAsync());
        settings["SysCsv:Portal:StagingFolder"] = Path.Combine(folder.FullName, "uploads");

        // Sending stays this close before applying: what was applied tells how far sending is.
        settings["SysCsv:Portal:RowsAhead"] = "1000";
        settings["SysCsv:Portal:SendingLease"] = "00:00:05";
        var rows = SourceFile.Generate(seed);
        var file = Path.Combine(folder.FullName, "contacts.csv");
        SourceFile.Write(file, rows);
        return new(folder, file, rows, settings);
    }

    /// <summary>Waits for the end of the import, and holds the database against the oracle.</summary>
    private protected async Task CheckAsync(Run run, PortalProcess portal)
    {
        await Eventually.BecomesAsync(async () => await FindAsync() is { State: ImportState.Completed }, Limit, "the import is complete");

        var expected = Expected.Of(run.Rows, DuplicatePolicy.KeepLast);
        var import = await FindAsync();
        Assert.Equal(expected.Counts, import!.Counts);
        Assert.Equal(run.Rows.Count, import.Records);
        Assert.Equal(expected.Contacts, await StoredContacts.ReadAsync(setup.Contacts));
        Assert.DoesNotContain("@site", portal.Logs, StringComparison.Ordinal);
    }

    private protected Task CountExceedsAsync(long rows) =>
        Eventually.BecomesAsync(async () => (await FindAsync())?.Counts.Total > rows, Limit, $"{rows} rows are applied");

    private protected Task<Import?> FindAsync() => StoredImport.FindAsync(setup.Imports);

    private protected sealed record Run(DirectoryInfo Folder, string File, List<SourceRow> Rows, Dictionary<string, string> Settings) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class EmbeddedPortalFaultTests(EmbeddedSetup setup) : PortalFaultTests<EmbeddedSetup>(setup), IClassFixture<EmbeddedSetup>;

public sealed class SqlServerPortalFaultTests(SqlServerSetup setup) : PortalFaultTests<SqlServerSetup>(setup), IClassFixture<SqlServerSetup>;
