using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Api.Models;

/// <summary>An import of a file that was uploaded before.</summary>
/// <param name="Upload">The upload.</param>
/// <param name="Policy">keepLast (the default), keepFirst or fillBlanks.</param>
/// <param name="Reading">How the file is read; what is left out is detected.</param>
internal sealed record ImportRequest(Guid Upload, string? Policy = null, ReadingModel? Reading = null);

/// <summary>How a file is read; what is left out is detected.</summary>
/// <param name="Encoding">Such as utf-8 or windows-1252.</param>
/// <param name="Delimiter">One character.</param>
/// <param name="HasHeader">Whether the first record holds the labels.</param>
/// <param name="EmailColumn">A label, or a number from 1.</param>
/// <param name="NameColumn">A label, or a number from 1.</param>
/// <param name="GivenNameColumn">A label, or a number from 1.</param>
/// <param name="FamilyNameColumn">A label, or a number from 1.</param>
internal sealed record ReadingModel(
    string? Encoding = null,
    string? Delimiter = null,
    bool? HasHeader = null,
    string? EmailColumn = null,
    string? NameColumn = null,
    string? GivenNameColumn = null,
    string? FamilyNameColumn = null)
{
    public CsvReadOptions ToOptions() => new()
    {
        Encoding = Encoding,
        Delimiter = Delimiter switch { null or "" => null, [var one] => one, "tab" or "\\t" => '\t', _ => throw new BadInputException("The delimiter is one character.") },
        HasHeader = HasHeader,
        EmailColumn = EmailColumn,
        NameColumn = NameColumn,
        GivenNameColumn = GivenNameColumn,
        FamilyNameColumn = FamilyNameColumn,
    };
}

/// <summary>How the rows of an import ended so far.</summary>
internal sealed record CountsModel(long Inserted, long Updated, long Duplicate, long Rejected, long Failed, long Total)
{
    public static CountsModel Of(ImportCounts counts) =>
        new(counts.Inserted, counts.Updated, counts.Duplicate, counts.Rejected, counts.Failed, counts.Total);
}

/// <summary>How a file was read: what was chosen, and what was detected.</summary>
/// <param name="FirstLine">The line that the labels, or else the first record, stand on, from 1.</param>
internal sealed record ReadAsModel(
    string Encoding, string Delimiter, bool HasHeader, long FirstLine, bool Compressed, ColumnModel Email, ColumnModel? Name, ColumnModel? GivenName, ColumnModel? FamilyName)
{
    public static ReadAsModel Of(FileReading reading) => new(
        reading.Encoding, reading.Delimiter.ToString(), reading.HasHeader, reading.FirstLine, reading.Compressed,
        ColumnModel.Of(reading.Email)!, ColumnModel.Of(reading.Name), ColumnModel.Of(reading.GivenName), ColumnModel.Of(reading.FamilyName));
}

/// <summary>A column of a file.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Label">Null in a file without a header.</param>
internal sealed record ColumnModel(int Number, string? Label)
{
    public static ColumnModel? Of(FileColumn? column) => column is null ? null : new(column.Number, column.Label);
}

/// <summary>An import.</summary>
/// <param name="State">waiting, running, paused, cancelling, cancelled, completed or refused.</param>
/// <param name="ReadAs">How its file was read; null until its first rows are sent, and for an import that was not uploaded here.</param>
internal sealed record ImportModel(
    Guid Id,
    string State,
    string Policy,
    string? FileName,
    IReadOnlyList<string> Columns,
    long? Records,
    long? Sent,
    long? BytesSent,
    long? BytesTotal,
    CountsModel Counts,
    DateTimeOffset Began,
    DateTimeOffset? Ended,
    string? By,
    string? Message,
    bool HasFile,
    ReadAsModel? ReadAs)
{
    public static ImportModel Of(PortalImport import) => new(
        import.Id.Value, Text.Of(import.State), Text.Of(import.Policy), import.FileName, import.Columns, import.Records, import.Sent, import.BytesSent,
        import.BytesTotal, CountsModel.Of(import.Counts), import.Began.ToUniversalTime(), import.Ended?.ToUniversalTime(), import.By, import.Message, import.HasFile,
        import.ReadAs is { } reading ? ReadAsModel.Of(reading) : null);
}

/// <summary>A row that was refused.</summary>
/// <param name="Number">The number of the record, from 1.</param>
/// <param name="Line">The line on which the record begins.</param>
/// <param name="Reason">A code.</param>
internal sealed record RejectedRowModel(long Number, long Line, string Reason, string? Detail, string RawText)
{
    public static RejectedRowModel Of(RejectedRow row) => new(row.Key.Row, row.Line, row.Reason, row.Detail, row.RawText);
}

/// <summary>A row of an import with what became of it.</summary>
/// <param name="Line">The line on which the record begins; null if nobody knows.</param>
/// <param name="Email">As it stands in the file; null if that was not looked into, the record can't be read, or the person was erased.</param>
/// <param name="Fate">pending, inserted, updated, duplicate, rejected, failed, or unknown: accepted, but as which of the three is not known any more.</param>
/// <param name="WonBy">Of an accepted row whose data the contact does not hold: the row whose data it holds.</param>
/// <param name="RawText">The record as it stands in the file; null in a list, or if nobody knows.</param>
internal sealed record RowModel(
    long Number, long? Line, string? Email, string Fate, string? Reason, string? Detail, long? ContactId, SourceModel? WonBy, string? RawText)
{
    public static RowModel Of(RowReport row) => new(
        row.Number, row.Line, row.Email, Text.Of(row.Fate), row.Reason, row.Detail, row.ContactId, row.WonBy is { } winner ? SourceModel.Of(winner, null) : null,
        row.RawText);
}

/// <summary>A part of the list of rows.</summary>
/// <param name="Items">May be fewer than asked for, or none, though the list goes on: the file is read in bounded steps.</param>
/// <param name="Next">What to pass as <c>after</c> for the next part; null at the end.</param>
/// <param name="Examined">How many rows were read since the first part.</param>
internal sealed record RowPageModel(IReadOnlyList<RowModel> Items, string? Next, long Examined)
{
    public static RowPageModel Of(ScanStep<RowReport> step) => new([.. step.Items.Select(RowModel.Of)], step.Next, step.Examined);
}
