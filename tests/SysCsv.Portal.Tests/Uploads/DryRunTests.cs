using System.Globalization;
using System.Text;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Tests.Uploads;

public sealed class DryRunTests : PortalTestFolder
{
    [Theory]
    [InlineData(1, DuplicatePolicy.KeepLast)]
    [InlineData(2, DuplicatePolicy.KeepFirst)]
    [InlineData(3, DuplicatePolicy.FillBlanks)]
    [InlineData(4, DuplicatePolicy.KeepLast)]
    [InlineData(5, DuplicatePolicy.FillBlanks)]
    public async Task Counts_are_those_of_the_import_that_follows(int seed, DuplicatePolicy policy)
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var random = new Random(seed);
        for (var round = 0; round < 3; round++)
        {
            var text = RandomFile(random, rows: 2_500, people: 1_800);
            var file = await host.UploadAsync(text);
            var contacts = await host.ContactReader.CountContactsAsync();

            var tried = await TryAsync(host, file.Id, policy);

            Assert.Equal(contacts, await host.ContactReader.CountContactsAsync());
            var import = await host.Imports.AcceptAsync(file.Id, new(new(), policy), null, PortalHost.Somebody, CancellationToken.None);
            var completed = await host.BecomesAsync(import, PortalImportState.Completed);
            Assert.Equal(completed.Counts, tried.Counts);
            Assert.Equal(await host.ImportReader.CountRejectedAsync(import), tried.Reasons);
        }
    }

    [Fact]
    public async Task Same_file_again_changes_nothing_and_one_with_other_names_changes_all()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var text = PortalHost.Contacts(1_500);
        await host.BecomesAsync(await host.AcceptAsync(text), PortalImportState.Completed);

        var same = await TryAsync(host, (await host.UploadAsync(text)).Id, DuplicatePolicy.KeepLast);
        var renamed = await TryAsync(host, (await host.UploadAsync(text.Replace("User", "Person", StringComparison.Ordinal))).Id, DuplicatePolicy.KeepLast);

        Assert.Equal(new ImportCounts(0, 0, 1_500, 0, 0), same.Counts);
        Assert.Empty(same.Changes);
        Assert.Equal(new ImportCounts(0, 1_500, 0, 0, 0), renamed.Counts);
        Assert.Equal(20, renamed.Changes.Count);
        Assert.All(renamed.Changes, change => Assert.Equal(change.Before.Name!.Replace("User", "Person", StringComparison.Ordinal), change.After.Name));
    }

    [Fact]
    public async Task Examples_show_what_is_new_what_changes_what_repeats_and_what_is_rejected()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        await host.BecomesAsync(await host.AcceptAsync("Email,Name\nann@x.org,Ann\nbob@x.org,Bob\n"), PortalImportState.Completed);
        var file = await host.UploadAsync("Email,Name\nann@x.org,Anna\nbob@x.org,Bob\ncid@x.org,Cid\nnobody,Dan\ncid@x.org,Cyd\n");

        var tried = await TryAsync(host, file.Id, DuplicatePolicy.KeepLast);

        var change = Assert.Single(tried.Changes);
        Assert.Equal(("Ann", "Anna"), (change.Before.Name, change.After.Name));
        Assert.Equal("Cyd", Assert.Single(tried.New).Name);
        Assert.Equal([new DuplicateExample("cid@x.org", 5), new DuplicateExample("bob@x.org", null)], tried.Duplicates);
        Assert.Equal((4, "nobody,Dan"), (Assert.Single(tried.Examples).Key.Row, tried.Examples[0].RawText));
        Assert.Equal(new Dictionary<string, long> { [RejectReason.EmailInvalid] = 1 }, tried.Reasons);
        Assert.Equal("Ann", (await host.ContactReader.SearchContactsAsync(new())).Items[0].Data.Name);
    }

    [Fact]
    public async Task Dry_run_leaves_nothing_behind_however_it_ends()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(5_000));
        var wrong = await host.UploadAsync("one,two\nthree,four\n");
        using var cancel = new CancellationTokenSource();

        await TryAsync(host, file.Id, DuplicatePolicy.KeepLast);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            host.Get<IDryRuns>().RunAsync(file.Id, new(), DuplicatePolicy.KeepLast, new Told(_ => cancel.Cancel()), cancel.Token));
        await Assert.ThrowsAsync<CsvRefusedException>(() => TryAsync(host, wrong.Id, DuplicatePolicy.KeepLast));

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Folder.FullName, "uploads", "dry-runs")));
    }

    [Fact]
    public async Task Progress_ends_with_the_whole_file()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(5_000));
        var told = new List<DryRunProgress>();

        await host.Get<IDryRuns>().RunAsync(file.Id, new(), DuplicatePolicy.KeepLast, new Told(told.Add), CancellationToken.None);

        Assert.True(told.Count > 1);
        Assert.Equal(told.OrderBy(progress => progress.Rows), told);
        Assert.Equal((5_000, file.Size, 5_000), (told[^1].Rows, told[^1].BytesRead, told[^1].Counts.Inserted));
    }

    private static Task<DryRunResult> TryAsync(PortalHost host, Guid upload, DuplicatePolicy policy) =>
        host.Get<IDryRuns>().RunAsync(upload, new(), policy, new Told(_ => { }), CancellationToken.None);

    private static string RandomFile(Random random, int rows, int people)
    {
        var text = new StringBuilder("Email,Name,City\n");
        for (var row = 0; row < rows; row++)
        {
            var person = random.Next(people);
            var email = random.Next(20) switch
            {
                0 => "",
                1 => $"person{person.ToString(CultureInfo.InvariantCulture)}(at)x.org",
                2 => $"PERSON{person.ToString(CultureInfo.InvariantCulture)}@X.org",
                _ => $"person{person.ToString(CultureInfo.InvariantCulture)}@x.org",
            };
            var name = random.Next(3) == 0 ? "" : $"Name {(char)('A' + random.Next(3))}";
            var city = random.Next(3) == 0 ? "" : $"Town {(char)('A' + random.Next(2))}";
            text.Append(random.Next(40) == 0 ? "broken\n" : $"{email},{name},{city}\n");
        }

        return text.ToString();
    }

    private sealed class Told(Action<DryRunProgress> tell) : IProgress<DryRunProgress>
    {
        public void Report(DryRunProgress value) => tell(value);
    }
}
