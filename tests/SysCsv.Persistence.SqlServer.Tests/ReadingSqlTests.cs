using SysCsv.Imports;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Reading;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>What the reading side asks the server, as far as an empty answer lets it go on.</summary>
public sealed class ReadingSqlTests
{
    private readonly List<string> _asked = [];
    private readonly RelationalImportReader _reader;

    public ReadingSqlTests() => _reader = new(new StoreDatabase(() => Offline.Context(_asked), new SqlServerDialect(), _ => { }));

    [Fact]
    public async Task Lists_are_asked_for_in_T_SQL()
    {
        var import = ImportId.New(TimeProvider.System);
        foreach (var ask in new Func<Task>[]
        {
            () => _reader.FindImportAsync(import),
            () => _reader.ListImportsAsync(),
            () => _reader.ListImportsAsync(Cursor.Of("i", import.Value)),
            () => _reader.ListRunningImportsAsync(),
            () => _reader.ListRejectedAsync(import, "email-invalid", Cursor.Of("r", 5)),
            () => _reader.ListFailedAsync(import),
            () => _reader.CountRejectedAsync(import),
            () => _reader.FindContactAsync(7),
            () => _reader.FindContactsAsync(["a@x.org", "b@x.org"]),
            () => _reader.SearchContactsAsync(new() { Order = ContactOrder.Name, Descending = true }),
            () => _reader.SearchContactsAsync(new() { Order = ContactOrder.Created }),
        })
        {
            var before = _asked.Count;
            try
            {
                await ask();
            }
            catch (Exception exception) when (exception is StoreException or ArgumentException)
            {
                // An empty answer, or a cursor of another form, ends some of them early: what was asked until then counts.
            }

            Assert.True(_asked.Count > before, "Nothing was asked.");
        }

        Assert.All(_asked, TSql.AssertParses);
    }
}
