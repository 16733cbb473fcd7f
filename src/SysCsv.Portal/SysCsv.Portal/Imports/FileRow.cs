using SysCsv.Contacts;
using SysCsv.Csv;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Imports;

/// <summary>A row as it stands in a file that is kept.</summary>
/// <param name="Address">Null if the e-mail is not valid.</param>
/// <param name="Next">Where the next row begins.</param>
internal sealed record FileRow(long Number, long Line, string? Email, EmailAddress? Address, CsvPosition Next)
{
    /// <summary>The row at which a file stands.</summary>
    public static FileRow Of(CsvRecordReader file, RowReader messages)
    {
        var email = messages.Current().Email;
        return new(file.RecordNumber, file.LineNumber, email, EmailAddress.Parse(email, out var address) is null ? address : null, file.Next);
    }
}
