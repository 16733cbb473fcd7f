using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Publishing;

/// <summary>How far a publisher is.</summary>
/// <param name="Import">The import.</param>
/// <param name="RowsConfirmed">Rows that the broker holds, those of an earlier, interrupted run included.</param>
/// <param name="BytesRead">Bytes of the file read so far.</param>
/// <param name="BytesTotal">Bytes of the file; null for a stream that can't tell.</param>
/// <param name="WaitingFor">What the publisher waits for, in words; null while it works.</param>
public sealed record PublishProgress(ImportId Import, long RowsConfirmed, long BytesRead, long? BytesTotal, string? WaitingFor = null)
{
    /// <summary>How the file is read; null where nobody told.</summary>
    public CsvLayout? Layout { get; init; }
}
