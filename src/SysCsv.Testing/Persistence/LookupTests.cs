using SysCsv.Imports;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>Single things are found by what names them, and counted.</summary>
public abstract class LookupTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableFact]
    public async Task Contact_is_found_by_its_number()
    {
        var probe = await StartAsync();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "ann@x.org", "Ann", ("City", "Rome")));
        var contact = await probe.ContactAsync("ann@x.org");

        Assert.Equal(contact, await probe.Contacts.FindContactAsync(contact.Id));
        Assert.Null(await probe.Contacts.FindContactAsync(contact.Id + 1));
    }

    [SkippableFact]
    public async Task Contacts_are_found_by_their_normalised_emails()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, [.. Enumerable.Range(1, 30).Select(row => TestRows.Accepted(import, row, $"user{row}@x.org"))]);

        var found = await probe.Contacts.FindContactsAsync(["user7@x.org", "user30@x.org", "USER8@x.org", "nobody@x.org"]);

        Assert.Equal(["user30@x.org", "user7@x.org"], found.Select(contact => contact.NormalizedEmail).Order(StringComparer.Ordinal));
        Assert.Empty(await probe.Contacts.FindContactsAsync([]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Contacts.FindContactsAsync([.. Enumerable.Range(0, 1001).Select(i => $"{i}@x.org")]));
    }

    [SkippableFact]
    public async Task Contacts_are_counted_from_the_time_they_were_created()
    {
        var probe = await StartAsync();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "a@x.org"), TestRows.Accepted(TestRows.NewImport(), 1, "b@x.org"));
        var created = (await probe.ContactAsync("a@x.org")).Created;

        Assert.Equal(2, await probe.Contacts.CountContactsSinceAsync(created));
        Assert.Equal(0, await probe.Contacts.CountContactsSinceAsync(created.AddSeconds(1)));
        Assert.Equal(2, await probe.Contacts.CountContactsSinceAsync(created.ToOffset(TimeSpan.FromHours(5))));
    }

    [SkippableFact]
    public async Task Imports_that_are_not_completed_are_listed_newest_first()
    {
        var probe = await StartAsync();
        var imports = Enumerable.Range(0, 5).Select(_ => TestRows.NewImport()).ToList();
        foreach (var import in imports)
            await probe.ApplyAsync(TestRows.Start(import, DuplicatePolicy.KeepLast));
        await probe.ApplyAsync(TestRows.End(imports[1], DuplicatePolicy.KeepLast, 0));

        Assert.Equal([imports[4], imports[3], imports[2], imports[0]], (await probe.Imports.ListRunningImportsAsync()).Select(import => import.Id));
        Assert.Equal([imports[4], imports[3]], (await probe.Imports.ListRunningImportsAsync(2)).Select(import => import.Id));
    }

    [SkippableFact]
    public async Task Rejected_rows_are_counted_by_reason()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with
        {
            Rejected = [TestRows.Rejected(import, 1, "own-code"), TestRows.Rejected(import, 2), TestRows.Rejected(import, 3)],
        });

        var counts = await probe.Imports.CountRejectedAsync(import);

        Assert.Equal(new Dictionary<string, long> { ["own-code"] = 1, [RejectReason.EmailInvalid] = 2 }, counts);
        Assert.Empty(await probe.Imports.CountRejectedAsync(TestRows.NewImport()));
    }

    [SkippableFact]
    public async Task Row_is_accounted_for_as_what_it_ended_as()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 4097, "a@x.org")) with
        {
            Rejected = [TestRows.Rejected(import, 1)],
            Failed = [TestRows.Failed(import, 2)],
        });

        Assert.Equal(RowAccount.Accepted, await probe.Fates.FindRowAsync(new(import, 4097)));
        Assert.Equal(RowAccount.Of(TestRows.Rejected(import, 1)), await probe.Fates.FindRowAsync(new(import, 1)));
        Assert.Equal(RowAccount.Of(TestRows.Failed(import, 2)), await probe.Fates.FindRowAsync(new(import, 2)));
        foreach (var key in new RowKey[] { new(import, 3), new(import, 4096), new(import, 0), new(import, -1), new(TestRows.NewImport(), 1) })
            Assert.Equal(RowAccount.Pending, await probe.Fates.FindRowAsync(key));
    }

    [SkippableFact]
    public async Task Rows_that_follow_one_another_are_accounted_for_at_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 4096, "a@x.org"), TestRows.Accepted(import, 4099, "b@x.org")) with
        {
            Rejected = [TestRows.Rejected(import, 4097), TestRows.Rejected(import, 5100)],
            Failed = [TestRows.Failed(import, 4095)],
        });

        var accounts = await probe.Fates.FindRowsAsync(new(import, 4094), 6);

        Assert.Equal(
            [
                RowAccount.Pending, RowAccount.Of(TestRows.Failed(import, 4095)), RowAccount.Accepted,
                RowAccount.Of(TestRows.Rejected(import, 4097)), RowAccount.Pending, RowAccount.Accepted,
            ],
            accounts);
        Assert.Equal([RowAccount.Pending], await probe.Fates.FindRowsAsync(new(TestRows.NewImport(), 4096), 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Fates.FindRowsAsync(new(import, 0), 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Fates.FindRowsAsync(new(import, 1), 1001));
    }
}
