using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Imports;

/// <summary>
/// The rows of an import with their fates. The store keeps no accepted rows: the kept file is read again, in bounded steps, and the store is
/// asked about many rows at once.
/// </summary>
internal sealed class RowList(ImportList imports, KeptFiles files, RowFates fates)
{
    private const int Chunk = 1_000;

    /// <returns>Null if there is no such import, or its file is not kept.</returns>
    public async Task<ScanStep<RowReport>?> ReadAsync(ImportId id, RowQuery query, CancellationToken cancellationToken)
    {
        var list = Cursor.TagOf("rw", id.ToString(), query.Fate?.ToString());
        CsvPosition? from = query.After is null ? null : ReadCursor(list, query.After);
        if (await imports.FindAsync(id, cancellationToken) is not { } import)
            return null;
        await using var file = await files.OpenAsync(id, from, cancellationToken);
        if (file is null)
            return null;

        var walk = new Walk(file.Reader, import.Records ?? long.MaxValue);
        var found = new List<RowReport>();
        var last = file.Reader.RecordNumber + query.Examine;
        while (found.Count < query.Size && file.Reader.RecordNumber < last)
        {
            var rows = await walk.ReadAsync((int)Math.Min(Chunk, last - file.Reader.RecordNumber), cancellationToken);
            foreach (var (row, report) in rows.Zip(await fates.TellAsync(id, rows, query.Fate, cancellationToken)))
            {
                if (query.Fate is null || report.Fate == query.Fate)
                    found.Add(report);
                if (found.Count == query.Size && row != rows[^1])
                    return new(found, row.Number, WriteCursor(list, row.Next));
            }

            if (walk.IsAtEnd)
                return new(found, file.Reader.RecordNumber, null);
        }

        return new(found, file.Reader.RecordNumber, WriteCursor(list, file.Reader.Next));
    }

    private static string WriteCursor(string list, CsvPosition next) => Cursor.Of(list, next.ByteOffset, next.RecordNumber, next.LineNumber);

    private static CsvPosition ReadCursor(string list, string cursor)
    {
        var numbers = Cursor.ReadNumbers(list, cursor, 3);
        return new(numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>Reads on in the file, up to the last row that belongs to the import: one that was cancelled has not all of them.</summary>
    private sealed class Walk(CsvRecordReader file, long records)
    {
        public bool IsAtEnd { get; private set; }

        public async Task<List<FileRow>> ReadAsync(int count, CancellationToken cancellationToken)
        {
            using var messages = new RowReader(file);
            var rows = new List<FileRow>(count);
            while (rows.Count < count && !IsAtEnd)
            {
                IsAtEnd = file.RecordNumber >= records || !await file.ReadAsync(cancellationToken);
                if (!IsAtEnd)
                    rows.Add(FileRow.Of(file, messages));
            }

            IsAtEnd |= file.RecordNumber >= records;
            return rows;
        }
    }
}
