using System.Globalization;
using System.Text;
using SysCsv.Contacts;
using SysCsv.Persistence;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Contacts;

/// <summary>Writes contacts as CSV, safe to open in a spreadsheet: a cell that would be taken for a formula has an apostrophe before it.</summary>
/// <remarks>The contacts are read twice, first for the labels of their attributes: memory holds a page of contacts and the labels.</remarks>
internal sealed class ContactExport(IContactReader reader)
{
    private const int PageSize = 1000;
    private const char Delimiter = ',';
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    public Task WriteAsync(ContactQuery query, Stream output, CancellationToken cancellationToken) =>
        WriteAsync(() => ReadAsync(query, cancellationToken), output, cancellationToken);

    public Task WriteAsync(ContactScan scan, Stream output, CancellationToken cancellationToken) =>
        WriteAsync(() => ContactScans.ReadAllAsync(reader, scan, cancellationToken), output, cancellationToken);

    private static async Task WriteAsync(Func<IAsyncEnumerable<Contact>> read, Stream output, CancellationToken cancellationToken)
    {
        var labels = await FindLabelsAsync(read());
        await using var writer = new StreamWriter(output, Utf8, leaveOpen: true);
        await writer.WriteAsync(Line(["Email", "Name", "Created", "Changed", .. labels]).AsMemory(), cancellationToken);
        await foreach (var contact in read())
            await writer.WriteAsync(Line(Cells(contact, labels)).AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
    }

    private static async Task<string[]> FindLabelsAsync(IAsyncEnumerable<Contact> contacts)
    {
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var contact in contacts)
            labels.UnionWith(contact.Data.Attributes.Keys);
        return [.. labels];
    }

    private async IAsyncEnumerable<Contact> ReadAsync(
        ContactQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query = query with { Size = PageSize, After = null };
        do
        {
            var page = await reader.SearchContactsAsync(query, cancellationToken);
            foreach (var contact in page.Items)
                yield return contact;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    private static IEnumerable<string> Cells(Contact contact, string[] labels) =>
    [
        contact.Data.Email,
        contact.Data.Name ?? "",
        contact.Created.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        contact.Changed.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        .. labels.Select(label => contact.Data.Attributes.TryGetValue(label, out var value) ? value : ""),
    ];

    private static string Line(IEnumerable<string> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
            (line.Length == 0 ? line : line.Append(Delimiter)).AppendCell(CsvCells.Harmless(cell, Delimiter), Delimiter);
        return line.Append("\r\n").ToString();
    }
}
