using System.Globalization;
using System.Text;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace Samples;

/// <summary>Writes rejected rows as CSV: the line of the source file, why, and the row as it stands there.</summary>
internal static class RejectedRows
{
    private const int PageSize = 1_000;

    /// <param name="path">The file; <c>-</c> for standard output.</param>
    /// <param name="reader">The database.</param>
    /// <param name="imports">The imports whose rejected rows are wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task WriteAsync(string path, IImportReader reader, IEnumerable<ImportId> imports, CancellationToken cancellationToken)
    {
        var output = path == SourceFiles.StandardInput ? Console.OpenStandardOutput() : File.Create(path);
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await writer.WriteLineAsync("import,line,reason,detail,row");
        foreach (var import in imports)
            await foreach (var row in ListAsync(reader, import, cancellationToken))
                await writer.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{import},{row.Line},{Quote(row.Reason)},{Quote(row.Detail)},{Quote(row.RawText)}"));
    }

    private static async IAsyncEnumerable<RejectedRow> ListAsync(
        IImportReader reader, ImportId import, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await reader.ListRejectedAsync(import, after: next, size: PageSize, cancellationToken: cancellationToken);
            foreach (var row in page.Items)
                yield return row;
            next = page.Next;
        }
        while (next is not null);
    }

    private static string Quote(string? text) => text is null ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
