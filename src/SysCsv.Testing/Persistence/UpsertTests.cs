using SysCsv.Contacts;
using SysCsv.Imports;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>One contact per e-mail, with everything that its row says.</summary>
public abstract class UpsertTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableFact]
    public async Task Row_becomes_a_contact_with_all_it_says()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 7, "Ann@Example.org", "Ann Lee", ("city", "Bern"), ("age", "41")));

        var contact = Assert.Single(await probe.ContactsAsync());
        Assert.Equal("ann@example.org", contact.NormalizedEmail);
        Assert.Equal(
            new ContactData("Ann@Example.org", "Ann Lee", ContactAttributes.From([new("age", "41"), new("city", "Bern")])), contact.Data);
        Assert.Equal(new RowKey(import, 7), contact.CreatedBy);
        Assert.Equal(new RowKey(import, 7), contact.ChangedBy);
        Assert.Equal(TimeSpan.Zero, contact.Created.Offset);
        Assert.True(contact.Id > 0);
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast)]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.FillBlanks)]
    public async Task Email_that_comes_often_in_one_batch_becomes_one_contact(DuplicatePolicy policy)
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        var result = await probe.ApplyAsync(TestRows.Batch(
            policy, Enumerable.Range(1, 100).Select(row => TestRows.Accepted(import, row, row % 2 == 0 ? "A@x.org" : "a@X.org", $"Name {row}"))));

        Assert.Single(await probe.ContactsAsync());
        Assert.Equal(1, await probe.Contacts.CountContactsAsync());
        Assert.Equal(new ImportCounts(1, 0, 99, 0, 0), result.Counts);
    }

    [SkippableFact]
    public async Task Texts_come_back_as_they_were()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        string[] names = ["O'Brien; DROP TABLE contacts", "名前 🙂", "tab\tline\r\nend", "\\ \" ' % _ {}", new string('x', 5000), "\u00e9 e\u0301 \ufeff"];

        await probe.ApplyAsync(TestRows.Batch(
            DuplicatePolicy.KeepLast,
            names.Select((name, i) => TestRows.Accepted(import, i + 1, $"user{i}@example.org", name, ($"label {name[..3]}", name)))));

        var contacts = await probe.ContactsAsync();
        Assert.Equal(names, contacts.Select(contact => contact.Data.Name));
        Assert.Equal(names, contacts.Select(contact => contact.Data.Attributes.Values.Single()));
    }

    [SkippableFact]
    public async Task International_address_is_one_contact()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        await probe.ApplyAsync(
            DuplicatePolicy.KeepLast,
            TestRows.Accepted(import, 1, "jos\u00e9@b\u00fccher.example"),
            TestRows.Accepted(import, 2, "Jose\u0301@XN--BCHER-KVA.example"));

        Assert.Equal("jos\u00e9@xn--bcher-kva.example", Assert.Single(await probe.ContactsAsync()).NormalizedEmail);
    }

    [SkippableFact]
    public async Task Emails_that_differ_in_an_accent_are_two_contacts()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        await probe.ApplyAsync(
            DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "jose@example.org"), TestRows.Accepted(import, 2, "jos\u00e9@example.org"));

        Assert.Equal(2, await probe.Contacts.CountContactsAsync());
    }

    [SkippableFact]
    public async Task Batch_of_thousands_goes_in_whole()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        var result = await probe.ApplyAsync(TestRows.Batch(
            DuplicatePolicy.KeepLast, Enumerable.Range(1, 5000).Select(row => TestRows.Accepted(import, row, $"user{row % 4000}@example.org"))));

        Assert.Equal(new ImportCounts(4000, 0, 1000, 0, 0), result.Counts);
        Assert.Equal(4000, await probe.Contacts.CountContactsAsync());
    }

    [SkippableFact]
    public async Task Empty_batch_changes_nothing()
    {
        var probe = await StartAsync();

        var result = await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast));

        Assert.Equal(default, result.Counts);
        Assert.Empty((await probe.Imports.ListImportsAsync()).Items);
    }
}
