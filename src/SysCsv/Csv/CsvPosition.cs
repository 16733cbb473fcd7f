namespace SysCsv.Csv;

/// <summary>Where a record of a file ends and the next begins.</summary>
/// <param name="ByteOffset">The offset of the next record in the file; no place to seek to in a compressed file or one that is not UTF-8.</param>
/// <param name="RecordNumber">The number of records before it.</param>
/// <param name="LineNumber">The number of the line it begins on, from 1.</param>
public readonly record struct CsvPosition(long ByteOffset, long RecordNumber, long LineNumber);
