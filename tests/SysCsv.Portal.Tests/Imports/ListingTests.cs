using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Imports;

public sealed class ListingTests : PortalTestFolder
{
    [Fact]
    public async Task Imports_of_the_portal_and_of_others_come_in_one_list_newest_first()
    {
        await using var host = PortalHost.Build(Folder);
        var all = await FillAsync(host);

        foreach (var size in new[] { 1, 2, 5, 50 })
            Assert.Equal(all.OrderDescending(), (await ReadAsync(host, new(Size: size))).Select(import => import.Id));
    }

    [Fact]
    public async Task Imports_come_oldest_first_where_that_is_asked_for()
    {
        await using var host = PortalHost.Build(Folder);
        var all = await FillAsync(host);

        foreach (var size in new[] { 1, 2, 5, 50 })
            Assert.Equal(all.Order(), (await ReadAsync(host, new(Size: size, Order: ImportOrder.Oldest))).Select(import => import.Id));
    }

    [Fact]
    public async Task Imports_come_by_file_name_where_that_is_asked_for()
    {
        await using var host = PortalHost.Build(Folder);
        var all = await FillAsync(host);
        var file = await host.UploadAsync(PortalHost.Contacts(3), "MINE1.csv");
        var again = await host.Imports.AcceptAsync(file.Id, new(new(), default), null, PortalHost.Somebody, CancellationToken.None);

        // The others are called contacts.csv; of those with one name the newest comes first.
        ImportId[] sorted = [all[5], all[3], all[1], all[0], again, all[2], all[4]];
        foreach (var size in new[] { 1, 2, 7, 50 })
            Assert.Equal(sorted, (await ReadAsync(host, new(Size: size, Order: ImportOrder.Name))).Select(import => import.Id));
        Assert.Equal([again, all[2]], (await ReadAsync(host, new(Search: "mine1", Size: 1, Order: ImportOrder.Name))).Select(import => import.Id));
    }

    [Fact]
    public async Task Cursor_belongs_to_its_order()
    {
        await using var host = PortalHost.Build(Folder);
        await FillAsync(host);
        var page = await host.Imports.ListAsync(new(Size: 1), CancellationToken.None);

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => host.Imports.ListAsync(new(After: page.Next, Order: ImportOrder.Oldest), CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => host.Imports.ListAsync(new(After: page.Next, Order: ImportOrder.Name), CancellationToken.None));
    }

    [Fact]
    public async Task Cursor_belongs_to_its_filter()
    {
        await using var host = PortalHost.Build(Folder);
        await FillAsync(host);

        foreach (var order in Enum.GetValues<ImportOrder>())
        {
            var page = await host.Imports.ListAsync(new(Search: "mine", Size: 1, Order: order), CancellationToken.None);
            await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Imports.ListAsync(new(After: page.Next, Order: order), CancellationToken.None));
            await Assert.ThrowsAnyAsync<ArgumentException>(
                () => host.Imports.ListAsync(new(PortalImportState.Waiting, "mine", page.Next, Order: order), CancellationToken.None));
        }
    }

    [Fact]
    public async Task List_is_filtered_by_state_and_by_what_the_name_holds()
    {
        await using var host = PortalHost.Build(Folder);
        var all = await FillAsync(host);
        await host.Imports.PauseAsync(all[0], PortalHost.Somebody, CancellationToken.None);

        Assert.Equal([all[0]], (await ReadAsync(host, new(PortalImportState.Paused))).Select(import => import.Id));
        Assert.Equal(2, (await ReadAsync(host, new(PortalImportState.Waiting, Size: 1))).Count);
        Assert.Equal(3, (await ReadAsync(host, new(PortalImportState.Running, Size: 1))).Count);
        Assert.Equal(3, (await ReadAsync(host, new(Search: "MINE", Size: 2))).Count);
        Assert.Empty(await ReadAsync(host, new(Search: "%")));
    }

    [Fact]
    public async Task Cursor_of_another_list_is_refused()
    {
        await using var host = PortalHost.Build(Folder);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Imports.ListAsync(new(After: "nonsense"), CancellationToken.None));
    }

    private static async Task<List<ImportId>> FillAsync(PortalHost host)
    {
        var all = new List<ImportId>();
        for (var i = 0; i < 3; i++)
        {
            var file = await host.UploadAsync(PortalHost.Contacts(3), $"mine{i}.csv");
            all.Add(await host.Imports.AcceptAsync(file.Id, new(new(), default), null, PortalHost.Somebody, CancellationToken.None));
            var other = ImportId.New(TimeProvider.System);
            await host.Get<IContactStore>().ApplyAsync(TestRows.Start(other, DuplicatePolicy.KeepLast), CancellationToken.None);
            all.Add(other);
        }

        return all;
    }

    private static async Task<List<PortalImport>> ReadAsync(PortalHost host, ImportQuery query)
    {
        var imports = new List<PortalImport>();
        do
        {
            var page = await host.Imports.ListAsync(query, CancellationToken.None);
            imports.AddRange(page.Items);
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return imports;
    }
}
