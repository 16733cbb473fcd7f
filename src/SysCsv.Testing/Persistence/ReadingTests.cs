using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>Lists come whole, in order and in parts.</summary>
public abstract class ReadingTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableTheory]
    [InlineData(ContactOrder.Email, false)]
    [InlineData(ContactOrder.Email, true)]
    [InlineData(ContactOrder.Name, false)]
    [InlineData(ContactOrder.Name, true)]
    [InlineData(ContactOrder.Created, false)]
    [InlineData(ContactOrder.Created, true)]
    public async Task Pages_together_are_the_sorted_list(ContactOrder order, bool descending)
    {
        var probe = await StartWithContactsAsync();
        var all = (await probe.Contacts.SearchContactsAsync(new() { Size = 1000 })).Items;
        IEnumerable<Contact> sorted = order switch
        {
            ContactOrder.Email => all.OrderBy(contact => contact.NormalizedEmail, StringComparer.Ordinal),
            ContactOrder.Name => all.OrderBy(contact => (contact.Data.Name ?? "").ToLowerInvariant(), StringComparer.Ordinal).ThenBy(contact => contact.Id),
            _ => all.OrderBy(contact => contact.Created).ThenBy(contact => contact.Id),
        };

        foreach (var size in new[] { 1, 3, 1000 })
        {
            var pages = await probe.ContactsAsync(new() { Order = order, Descending = descending, Size = size });
            Assert.Equal((descending ? sorted.Reverse() : sorted).Select(contact => contact.NormalizedEmail), pages.Select(contact => contact.NormalizedEmail));
        }
    }

    [SkippableTheory]
    [InlineData("BOB", "bob1@x.org", "bob2@x.org", "zed@x.org")]
    [InlineData("bob2", "bob2@x.org")]
    [InlineData("100%", "percent@x.org")]
    [InlineData("%")]
    [InlineData("_", "_@x.org")]
    [InlineData("u_", "u_@x.org")]
    [InlineData("é", "accent@x.org")]
    [InlineData("'; --")]
    [InlineData("nobody")]
    public async Task Search_finds_what_begins_with_the_text(string search, params string[] found)
    {
        var probe = await StartWithContactsAsync();

        var contacts = await probe.ContactsAsync(new() { Search = search, Size = 1 });

        Assert.Equal(found, contacts.Select(contact => contact.NormalizedEmail));
    }

    [SkippableTheory]
    [InlineData(ContactOrder.Created, false)]
    [InlineData(ContactOrder.Email, true)]
    public async Task Search_that_finds_too_many_to_sort_lists_emails_and_then_names(ContactOrder order, bool descending)
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var rows = Enumerable.Range(1, ContactQuery.MaxSorted + 10)
            .Select(row => TestRows.Accepted(import, row, row % 20 == 0 ? $"other{row}@x.org" : $"many{row}@x.org", row % 10 == 0 ? $"Many {row}" : "Somebody"))
            .ToList();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Accepted = rows });

        var listed = await probe.ContactsAsync(new() { Search = "many", Order = order, Descending = descending, Size = 1000 });

        var byEmail = rows.Where(row => row.Email.Normalized.StartsWith("many", StringComparison.Ordinal)).Select(row => row.Email.Normalized);
        var byName = rows.Where(row => row.Email.Normalized.StartsWith("other", StringComparison.Ordinal))
            .OrderBy(row => row.Data.Name!.ToLowerInvariant(), StringComparer.Ordinal).Select(row => row.Email.Normalized);
        Assert.Equal(byEmail.Order(StringComparer.Ordinal).Concat(byName), listed.Select(contact => contact.NormalizedEmail));
    }

    [SkippableFact]
    public async Task Imports_come_newest_first()
    {
        var probe = await StartAsync();
        var imports = Enumerable.Range(0, 7).Select(_ => TestRows.NewImport()).ToList();
        foreach (var import in imports.OrderBy(import => import.ToString()[^1]))
            await probe.ApplyAsync(TestRows.Start(import, DuplicatePolicy.KeepLast));

        var listed = await ReadAllAsync(after => probe.Imports.ListImportsAsync(after, 3));

        Assert.Equal(imports.AsEnumerable().Reverse(), listed.Select(import => import.Id));
        Assert.Null(await probe.Imports.FindImportAsync(TestRows.NewImport()));
    }

    [SkippableFact]
    public async Task Imports_come_oldest_first_where_that_is_asked_for()
    {
        var probe = await StartAsync();
        var imports = Enumerable.Range(0, 7).Select(_ => TestRows.NewImport()).ToList();
        foreach (var import in imports.OrderBy(import => import.ToString()[^1]))
            await probe.ApplyAsync(TestRows.Start(import, DuplicatePolicy.KeepLast));

        var listed = await ReadAllAsync(after => probe.Imports.ListImportsAsync(after, 3, oldestFirst: true));

        Assert.Equal(imports, listed.Select(import => import.Id));
    }

    [SkippableFact]
    public async Task Cursor_of_imports_belongs_to_its_order()
    {
        var probe = await StartAsync();
        foreach (var _ in Enumerable.Range(0, 3))
            await probe.ApplyAsync(TestRows.Start(TestRows.NewImport(), DuplicatePolicy.KeepLast));
        var newest = await probe.Imports.ListImportsAsync(size: 1);
        var oldest = await probe.Imports.ListImportsAsync(size: 1, oldestFirst: true);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Imports.ListImportsAsync(newest.Next, oldestFirst: true));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Imports.ListImportsAsync(oldest.Next));
    }

    [SkippableFact]
    public async Task Rejected_rows_come_in_file_order_and_by_reason()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var rows = Enumerable.Range(1, 25).Select(row => TestRows.Rejected(import, row, row % 2 == 0 ? RejectReason.EmailMissing : "own-code") with { Detail = row % 3 == 0 ? "Why." : null }).ToList();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Rejected = [.. rows.OrderBy(row => row.Key.Row % 7)] });

        Assert.Equal(rows, await ReadAllAsync(after => probe.Imports.ListRejectedAsync(import, null, after, 10)));
        Assert.Equal(
            rows.Where(row => row.Reason == "own-code"), await ReadAllAsync(after => probe.Imports.ListRejectedAsync(import, "own-code", after, 4)));
        Assert.Empty((await probe.Imports.ListRejectedAsync(TestRows.NewImport())).Items);
    }

    [SkippableFact]
    public async Task Failed_rows_come_in_file_order()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var rows = Enumerable.Range(1, 12).Select(row => TestRows.Failed(import, row)).ToList();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Failed = [.. rows.AsEnumerable().Reverse()] });

        Assert.Equal(rows, await ReadAllAsync(after => probe.Imports.ListFailedAsync(import, after, 5)));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("%%%")]
    [InlineData("bm9uc2Vuc2U")]
    public async Task Cursor_that_is_none_is_refused(string cursor)
    {
        var probe = await StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.SearchContactsAsync(new() { After = cursor }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Imports.ListImportsAsync(cursor));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Imports.ListRejectedAsync(TestRows.NewImport(), after: cursor));
    }

    [SkippableFact]
    public async Task Cursor_of_another_order_is_refused()
    {
        var probe = await StartWithContactsAsync();
        var page = await probe.Contacts.SearchContactsAsync(new() { Size = 2 });

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.SearchContactsAsync(new() { After = page.Next, Order = ContactOrder.Name }));
    }

    [SkippableFact]
    public async Task Cursor_of_another_search_is_refused()
    {
        var probe = await StartWithContactsAsync();
        var page = await probe.Contacts.SearchContactsAsync(new() { Search = "bob", Size = 1 });

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.SearchContactsAsync(new() { Search = "u", After = page.Next }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.SearchContactsAsync(new() { After = page.Next }));
    }

    [SkippableFact]
    public async Task Cursor_of_rows_belongs_to_their_import_and_reason()
    {
        var probe = await StartAsync();
        var (import, other) = (TestRows.NewImport(), TestRows.NewImport());
        foreach (var id in new[] { import, other })
            await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, id) with
            {
                Rejected = [.. Enumerable.Range(1, 3).Select(row => TestRows.Rejected(id, row, RejectReason.EmailMissing))],
                Failed = [.. Enumerable.Range(4, 3).Select(row => TestRows.Failed(id, row))],
            });
        var rejected = await probe.Imports.ListRejectedAsync(import, size: 1);
        var failed = await probe.Imports.ListFailedAsync(import, size: 1);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Imports.ListRejectedAsync(other, after: rejected.Next));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Imports.ListRejectedAsync(import, RejectReason.EmailMissing, rejected.Next));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Imports.ListFailedAsync(other, failed.Next));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Page_size_has_limits(int size)
    {
        var probe = await StartAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Contacts.SearchContactsAsync(new() { Size = size }));
    }

    private static async Task<List<T>> ReadAllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        var items = new List<T>();
        string? after = null;
        do
        {
            var page = await read(after);
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return items;
    }

    private async Task<StoreProbe> StartWithContactsAsync()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        (string Email, string? Name)[] people =
        [
            ("zed@x.org", "Bob Zed"), ("bob2@x.org", null), ("bob1@x.org", "ann"), ("percent@x.org", "100% Wool"), ("perc@x.org", "1000 Wool"),
            ("_@x.org", "Ann"), ("u_@x.org", "ANN"), ("ux@x.org", null), ("accent@x.org", "Élan"), ("kim@x.org", ""),
        ];
        foreach (var (index, chunk) in people.Chunk(4).Index())
            await probe.ApplyAsync(TestRows.Batch(
                DuplicatePolicy.KeepLast, chunk.Select((person, i) => TestRows.Accepted(import, (index * 10) + i + 1, person.Email, person.Name))));
        return probe;
    }
}
