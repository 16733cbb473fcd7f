using Microsoft.EntityFrameworkCore;
using Snapshooter.Xunit;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Persistence.SqlServer.Tests.OneRow;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>What EF Core makes of the reading side, and of an erasure, for the server.</summary>
public sealed class ReadingSqlTests
{
    private static readonly ImportId Import = new(Guid.Parse("019ab1c2-7d00-7000-8000-000000000001"));

    private readonly OneRowServer _server = new();

    [Fact]
    public async Task All_that_is_asked_is_T_SQL_names_only_what_the_schema_has_and_is_on_record()
    {
        foreach (var rows in new[] { 1, 0 })
        {
            // An answer that makes no sense ends some of it early: what was asked until then counts.
            _server.Rows = rows;
            foreach (var ask in Questions())
                await Record.ExceptionAsync(ask);
        }

        using var context = Offline.Context();
        Assert.All(_server.Asked, asked => TSql.AssertParses(asked.Text));
        SchemaCheck.AssertNamesAreThere(TSql.Split(context.Database.GenerateCreateScript()), _server.Asked);
        Snapshot.Match(string.Join("\n\n", _server.Asked.Select(asked => asked.Text).Order(StringComparer.Ordinal)).ReplaceLineEndings("\n"), "SqlServer.reading");
    }

    private IEnumerable<Func<Task>> Questions()
    {
        var imports = new RelationalImportReader(_server.Open());
        var fates = new RelationalFateReader(_server.Open());
        var contacts = new RelationalContactReader(_server.Open());
        var store = new RelationalContactStore(_server.Open(), TimeProvider.System);
        EmailAddress.Parse("a@x.org", out var email);
        return
        [
            () => imports.FindImportAsync(Import),
            () => imports.ListImportsAsync(),
            () => imports.ListImportsAsync(Cursor.Of("i", Import.Value)),
            () => imports.ListImportsAsync(Cursor.Of("io", Import.Value), oldestFirst: true),
            () => imports.ListRunningImportsAsync(),
            () => imports.ListRejectedAsync(Import, "email-invalid", Cursor.Of(Cursor.TagOf("r", Import.ToString(), "email-invalid"), 5)),
            () => imports.ListFailedAsync(Import, Cursor.Of(Cursor.TagOf("f", Import.ToString()), 5)),
            () => imports.CountRejectedAsync(Import),
            () => contacts.CountContactsAsync(),
            () => contacts.CountContactsSinceAsync(DateTimeOffset.UnixEpoch),
            () => contacts.ScanContactsAsync(new() { Text = "a" }),
            () => contacts.ScanContactsAsync(new() { Text = "a", After = Cursor.Of(Cursor.TagOf("s", "a", null), [5, 1]), Examine = 1 }),
            () => contacts.FindContactAsync(7),
            () => contacts.FindContactsAsync(["a@x.org", "b@x.org"]),
            () => fates.FindRowAsync(new(Import, 1)),
            () => fates.FindRowsAsync(new(Import, 4000), 1000),
            () => fates.FindCreditsAsync(Import, ["a@x.org", "b@x.org"]),
            () => store.EraseAsync(email!, default),
            .. Searches().Select(query => (Func<Task>)(() => contacts.SearchContactsAsync(query))),
        ];
    }

    private static IEnumerable<ContactQuery> Searches() =>
        from order in Enum.GetValues<ContactOrder>()
        from backwards in new[] { false, true }
        from search in new[] { null, "ann" }
        from ending in new[] { null, "", "e", "n" }
        let tag = Cursor.TagOf($"c{(int)order}{(backwards ? 'd' : 'a')}{ending}", search)
        select new ContactQuery { Order = order, Descending = backwards, Search = search, After = ending is null ? null : Cursor.Of(tag, 5) };
}
