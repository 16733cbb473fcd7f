using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>What no index finds is found by looking through the contacts in bounded steps.</summary>
public abstract class ScanningTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableTheory]
    [InlineData("lee", "kim@x.org", "ann@x.org")]
    [InlineData("ANN@X", "ann@x.org")]
    [InlineData("x.org", "quote@x.org", "decomposed@x.org", "wool@x.org", "elan@x.org", "kim@x.org", "ann@x.org")]
    [InlineData("Written", "wool@x.org")]
    [InlineData("rom", "wool@x.org", "ann@x.org")]
    [InlineData("0% w", "wool@x.org")]
    [InlineData("%", "wool@x.org")]
    [InlineData("_", "elan@x.org")]
    [InlineData("\\", "quote@x.org")]
    [InlineData("say \"hi\"", "quote@x.org")]
    [InlineData("one\ntwo", "quote@x.org")]
    [InlineData("ÉLA", "elan@x.org")]
    [InlineData("café", "decomposed@x.org", "elan@x.org")]
    [InlineData("cafe\u0301", "decomposed@x.org", "elan@x.org")]
    [InlineData("\U0001F600", "elan@x.org")]
    [InlineData("'; --")]
    [InlineData("{")]
    [InlineData("\":\"")]
    [InlineData("City")]
    [InlineData("u00e9")]
    [InlineData("nobody")]
    public async Task Text_is_found_literally_anywhere_but_in_labels(string text, params string[] found)
    {
        var probe = await StartWithContactsAsync();

        Assert.Equal(found.Order(StringComparer.Ordinal), await FindAsync(probe, new() { Text = text }));
    }

    [SkippableTheory]
    [InlineData("lee", "swapped@x.org")]
    [InlineData("\uFFFE", "swapped@x.org")]
    [InlineData("\uFFFEl", "swapped@x.org")]
    [InlineData("caf\u00E9", "swapped@x.org", "whole@x.org")]
    [InlineData("\uD83D")]
    public async Task Text_that_the_runtime_can_not_compose_is_found_and_hides_no_other(string text, params string[] found)
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(
            DuplicatePolicy.KeepLast,
            TestRows.Accepted(import, 1, "whole@x.org", "Ann", ("Place", "cafe\u0301")),
            TestRows.Accepted(import, 2, "swapped@x.org", "Kim \uFFFELee", ("Place", "caf\u00E9 \uFFFE")));

        Assert.Equal(found.Order(StringComparer.Ordinal), await FindAsync(probe, new() { Text = text }));
    }

    [SkippableTheory]
    [InlineData("rom", "City", "ann@x.org")]
    [InlineData("rom", "cITY", "ann@x.org")]
    [InlineData("rom", "Note", "wool@x.org")]
    [InlineData("ann", "City")]
    [InlineData("rom", "Country")]
    [InlineData("hi", "Say \"so\"", "quote@x.org")]
    public async Task Text_is_found_in_one_column_alone(string text, string column, params string[] found)
    {
        var probe = await StartWithContactsAsync();

        Assert.Equal(found.Order(StringComparer.Ordinal), await FindAsync(probe, new() { Text = text, Column = column }));
    }

    [SkippableTheory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(1000, 10_000)]
    public async Task Steps_together_look_at_every_contact_once(int size, int examine)
    {
        var probe = await StartAsync();
        await FillAsync(probe, 1..8, row => row % 2 == 0 ? "Even" : "Odd");

        var steps = await StepsAsync(probe, new() { Text = "even", Size = size, Examine = examine });

        Assert.Equal(["user8@x.org", "user6@x.org", "user4@x.org", "user2@x.org"], EmailsOf(steps));
        Assert.Equal(8, steps[^1].Examined);
        Assert.All(steps, step => Assert.InRange(step.Items.Count, 0, size));
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.InRange(pair.Second.Examined - pair.First.Examined, 1, examine));
        Assert.InRange(steps[0].Examined, 1, examine);
    }

    [SkippableFact]
    public async Task Step_ends_with_the_page_and_the_list_with_its_last_contact()
    {
        var probe = await StartAsync();
        await FillAsync(probe, 1..4, _ => "Same");

        var first = await probe.Contacts.ScanContactsAsync(new() { Text = "same", Size = 3 });
        var second = await probe.Contacts.ScanContactsAsync(new() { Text = "same", Size = 1, After = first.Next });

        Assert.Equal((3, 3L), (first.Items.Count, first.Examined));
        Assert.Equal(("user1@x.org", 4L, null), (Assert.Single(second.Items).NormalizedEmail, second.Examined, second.Next));
    }

    [SkippableFact]
    public async Task Empty_table_ends_at_once()
    {
        var probe = await StartAsync();

        var step = await probe.Contacts.ScanContactsAsync(new() { Text = "a" });

        Assert.Empty(step.Items);
        Assert.Equal((0L, null), (step.Examined, step.Next));
    }

    [SkippableFact]
    public async Task Contacts_that_come_and_go_meanwhile_move_no_other()
    {
        var probe = await StartAsync();
        await FillAsync(probe, 1..6, _ => "Same");
        var first = await probe.Contacts.ScanContactsAsync(new() { Text = "same", Examine = 3 });

        // The one at which the step ended, too.
        foreach (var erased in new[] { "user4@x.org", "user2@x.org" })
        {
            EmailAddress.Parse(erased, out var email);
            await probe.Store.EraseAsync(email!, CancellationToken.None);
        }

        await FillAsync(probe, 7..8, _ => "Same");
        var rest = await StepsAsync(probe, new() { Text = "same", Examine = 3, After = first.Next });

        Assert.Equal(["user6@x.org", "user5@x.org", "user4@x.org"], EmailsOf([first]));
        Assert.Equal(["user3@x.org", "user1@x.org"], EmailsOf(rest));
    }

    [SkippableFact]
    public async Task Contact_is_given_as_it_is()
    {
        var probe = await StartWithContactsAsync();

        var step = await probe.Contacts.ScanContactsAsync(new() { Text = "ann lee" });

        Assert.Equal(await probe.ContactAsync("ann@x.org"), Assert.Single(step.Items));
    }

    [SkippableFact]
    public async Task Scan_that_makes_no_sense_is_refused()
    {
        var probe = await StartWithContactsAsync();
        var page = await probe.Contacts.SearchContactsAsync(new() { Size = 1 });
        var step = await probe.Contacts.ScanContactsAsync(new() { Text = "x", Size = 1 });

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.ScanContactsAsync(new() { Text = "" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Contacts.ScanContactsAsync(new() { Text = "x", Size = 1001 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Contacts.ScanContactsAsync(new() { Text = "x", Examine = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Contacts.ScanContactsAsync(new() { Text = "x", Examine = ContactScan.MaxExamined + 1 }));
        foreach (var cursor in new[] { "", "nonsense", "%%%", page.Next! })
            await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.ScanContactsAsync(new() { Text = "x", After = cursor }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.SearchContactsAsync(new() { After = step.Next }));
    }

    [SkippableFact]
    public async Task Cursor_belongs_to_its_text_and_column()
    {
        var probe = await StartWithContactsAsync();
        var step = await probe.Contacts.ScanContactsAsync(new() { Text = "x.org", Size = 1 });

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.ScanContactsAsync(new() { Text = "ann", After = step.Next }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.Contacts.ScanContactsAsync(new() { Text = "x.org", Column = "City", After = step.Next }));
    }

    private static IEnumerable<string> EmailsOf(IEnumerable<ScanStep<Contact>> steps) =>
        steps.SelectMany(step => step.Items).Select(contact => contact.NormalizedEmail);

    private static async Task<IEnumerable<string>> FindAsync(StoreProbe probe, ContactScan scan) =>
        EmailsOf(await StepsAsync(probe, scan with { Examine = 2 })).Order(StringComparer.Ordinal);

    private static async Task<List<ScanStep<Contact>>> StepsAsync(StoreProbe probe, ContactScan scan)
    {
        var steps = new List<ScanStep<Contact>>();
        do
        {
            steps.Add(await probe.Contacts.ScanContactsAsync(scan));
            scan = scan with { After = steps[^1].Next };
        }
        while (scan.After is not null);
        return steps;
    }

    // One batch a contact: their numbers are in the order of the rows.
    private static async Task FillAsync(StoreProbe probe, Range rows, Func<int, string> name)
    {
        var import = TestRows.NewImport();
        for (var row = rows.Start.Value; row <= rows.End.Value; row++)
            await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, row, $"user{row}@x.org", name(row)));
    }

    private async Task<StoreProbe> StartWithContactsAsync()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        AcceptedRow[] people =
        [
            TestRows.Accepted(import, 1, "ann@x.org", "Ann Lee", ("City", "Rome")),
            TestRows.Accepted(import, 2, "kim@x.org", "Kim Leeson"),
            TestRows.Accepted(import, 3, "elan@x.org", "Élan_", ("Place", "Café \U0001F600")),
            TestRows.Accepted(import, 4, "Wool@X.org", "100% Wool", ("City", "Paris"), ("Note", "as written, from here")),
            TestRows.Accepted(import, 5, "decomposed@x.org", null, ("Place", "cafe\u0301")),
            TestRows.Accepted(import, 6, "quote@x.org", null, ("Say \"so\"", "say \"hi\""), ("Path", "a\\b"), ("Lines", "one\ntwo")),
        ];
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, people);
        return probe;
    }
}
