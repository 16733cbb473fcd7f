using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Tests.Imports;

/// <summary>The file that the requirements speak of: 11,273 rows of 11,000 people.</summary>
public sealed class SharedFileTests : PortalTestFolder
{
    [SkippableFact]
    public async Task Example_is_tried_and_imported_twice_and_with_changed_names_and_both_say_the_same()
    {
        var bytes = await File.ReadAllBytesAsync(Find());
        await using var host = await PortalHost.StartAsync(Folder);

        await BothSayAsync(host, bytes, new(11_000, 0, 273, 0, 0));
        await BothSayAsync(host, bytes, new(0, 0, 11_273, 0, 0));
        var renamed = System.Text.Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.Length == 0 ? line : $"Changed {line}");
        await BothSayAsync(host, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', renamed)), new(0, 11_000, 273, 0, 0));
    }

    [SkippableFact]
    public async Task Rows_of_the_example_are_listed_as_they_are_counted()
    {
        var bytes = await File.ReadAllBytesAsync(Find());
        await using var host = await PortalHost.StartAsync(Folder);
        var first = await ImportAsync(host, bytes);
        Assert.Equal(273, await CountAsync(host, first, RowFate.Duplicate));

        var second = await ImportAsync(host, bytes);

        Assert.Equal((11_000, 273), (await CountAsync(host, first, RowFate.Inserted), await CountAsync(host, first, RowFate.Duplicate)));
        Assert.Equal((0, 11_273), (await CountAsync(host, second, RowFate.Inserted), await CountAsync(host, second, RowFate.Duplicate)));
        Assert.Equal(11_273, await CountAsync(host, second, fate: null));
    }

    private static async Task<int> CountAsync(PortalHost host, ImportId import, RowFate? fate)
    {
        var rows = new HashSet<long>();
        for (var query = new RowQuery(fate, Size: 1_000, Examine: 3_000); ;)
        {
            var step = await host.Imports.ListRowsAsync(import, query, CancellationToken.None);
            Assert.All(step!.Items, row => Assert.True(rows.Add(row.Number)));
            if (step.Next is null)
            {
                Assert.Equal(11_273, step.Examined);
                return rows.Count;
            }

            query = query with { After = step.Next };
        }
    }

    private static async Task<ImportId> ImportAsync(PortalHost host, byte[] bytes)
    {
        var file = await host.UploadAsync(bytes);
        var import = await host.Imports.AcceptAsync(file.Id, new(new(), DuplicatePolicy.KeepLast), null, PortalHost.Somebody, CancellationToken.None);
        await host.BecomesAsync(import, PortalImportState.Completed);
        return import;
    }

    private static async Task BothSayAsync(PortalHost host, byte[] bytes, ImportCounts counts)
    {
        var file = await host.UploadAsync(bytes);
        var tried = await host.Get<IDryRuns>().RunAsync(file.Id, new(), DuplicatePolicy.KeepLast, new Progress<DryRunProgress>(), CancellationToken.None);
        var import = await host.Imports.AcceptAsync(file.Id, new(new(), DuplicatePolicy.KeepLast), null, PortalHost.Somebody, CancellationToken.None);
        var completed = await host.BecomesAsync(import, PortalImportState.Completed);

        Assert.Equal(counts, completed.Counts);
        Assert.Equal(counts, tried.Counts);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "SysCsv.sln")))
                continue;
            var found = Path.Combine(folder.FullName, "..", "shared", "testdata", "contacts", "example.csv");
            Skip.IfNot(File.Exists(found), "The shared test data is not beside the checkout.");
            return found;
        }

        throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
