using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>A person who asks to be forgotten is, and nobody else.</summary>
public abstract class ErasureTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableFact]
    public async Task Contact_and_the_texts_that_hold_the_email_are_gone_and_nobody_elses()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "Ann@X.org"), TestRows.Accepted(import, 2, "joann@x.org")) with
        {
            Rejected = [Rejected(3, "Ann,ANN@x.ORG,\"open"), Rejected(4, "Jo,joann@x.org,\"open"), Rejected(5, "Ann,ann@x.organic,\"open"), Rejected(6, "a,b")],
            Failed = [TestRows.Failed(import, 7) with { RawText = "x;ann@x.org." }, TestRows.Failed(import, 8) with { RawText = "x;ann+1@x.org" }],
        });
        var counts = await probe.CountsAsync(import);

        var erasure = await probe.Store.EraseAsync(Address("ann@x.org"), CancellationToken.None);

        Assert.Equal(new Erasure(true, 1, 1), erasure);
        Assert.Equal(["joann@x.org"], (await probe.ContactsAsync()).Select(contact => contact.NormalizedEmail));
        Assert.Equal(["", "Jo,joann@x.org,\"open", "Ann,ann@x.organic,\"open", "a,b"], (await probe.Imports.ListRejectedAsync(import)).Items.Select(row => row.RawText));
        Assert.Equal(["", "x;ann+1@x.org"], (await probe.Imports.ListFailedAsync(import)).Items.Select(row => row.RawText));
        Assert.Equal(counts, await probe.CountsAsync(import));

        RejectedRow Rejected(long row, string text) => TestRows.Rejected(import, row) with { RawText = text };
    }

    [SkippableFact]
    public async Task Address_in_letters_of_another_script_is_found_as_it_was_written_and_in_any_case()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with
        {
            Rejected = [TestRows.Rejected(import, 1) with { RawText = "\u00C4nne,\u00C4NNE@B\u00DCCHER.example" }, TestRows.Rejected(import, 2) with { RawText = "x,\u00E4nne@xn--bcher-kva.example" }],
        });

        var erasure = await probe.Store.EraseAsync(Address("\u00E4nne@b\u00FCcher.example"), CancellationToken.None);

        Assert.Equal(new Erasure(false, 2, 0), erasure);
    }

    [SkippableFact]
    public async Task Person_comes_back_as_a_new_contact_and_counts_as_one()
    {
        var probe = await StartAsync();
        var (first, second) = (TestRows.NewImport(), TestRows.NewImport());
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(first, 1, "ann@x.org", "Ann"));
        await probe.Store.EraseAsync(Address("ann@x.org"), CancellationToken.None);

        await probe.ApplyAsync(DuplicatePolicy.FillBlanks, TestRows.Accepted(second, 1, "ann@x.org", null, ("City", "Rome")));

        Assert.Equal(new(1, 0, 0, 0, 0), await probe.CountsAsync(second));
        Assert.Equal(new("ann@x.org", null, ContactAttributes.From([new("City", "Rome")])), await probe.DataAsync("ann@x.org"));
        Assert.Equal(new(1, 0, 0, 0, 0), await probe.CountsAsync(first));
    }

    [SkippableFact]
    public async Task Nobody_is_erased_without_an_error()
    {
        var probe = await StartAsync();

        Assert.Equal(new Erasure(false, 0, 0), await probe.Store.EraseAsync(Address("nobody@x.org"), CancellationToken.None));
    }

    private static EmailAddress Address(string text)
    {
        Assert.Null(EmailAddress.Parse(text, out var address));
        return address!;
    }
}
