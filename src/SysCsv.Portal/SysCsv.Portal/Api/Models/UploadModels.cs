using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Api.Models;

/// <summary>A file that was uploaded.</summary>
/// <param name="SameAs">The newest import of a file with the same bytes.</param>
internal sealed record UploadModel(Guid Id, string FileName, long Size, string Sha256, DateTimeOffset Uploaded, string UploadedBy, Guid? SameAs)
{
    public static UploadModel Of(StagedFile file) =>
        new(file.Id, file.FileName, file.Size, file.Sha256, file.Uploaded.ToUniversalTime(), file.UploadedBy, file.SameAs?.Value);
}

/// <summary>How a file reads with certain choices.</summary>
internal sealed record PreviewModel(LayoutModel Layout, IReadOnlyList<PreviewRowModel> Rows)
{
    public static PreviewModel Of(FilePreview preview) => new(LayoutModel.Of(preview.Layout), [.. preview.Rows.Select(PreviewRowModel.Of)]);
}

/// <summary>How a file is built. Columns and lines are counted from 1.</summary>
/// <param name="FirstLine">The line that the labels, or else the first record, stand on.</param>
internal sealed record LayoutModel(
    string Encoding, string Delimiter, bool HasHeader, long FirstLine, bool Compressed, IReadOnlyList<string> Columns,
    int EmailColumn, int? NameColumn, int? GivenNameColumn, int? FamilyNameColumn)
{
    public static LayoutModel Of(SysCsv.Csv.CsvLayout layout) => new(
        layout.Encoding, layout.Delimiter.ToString(), layout.HasHeader, layout.FirstLine, layout.Compressed, layout.Columns,
        layout.EmailColumn + 1, layout.NameColumn + 1, layout.GivenNameColumn + 1, layout.FamilyNameColumn + 1);
}

/// <summary>A row as it would be read.</summary>
/// <param name="Reason">Why it would be rejected.</param>
internal sealed record PreviewRowModel(
    long Number, long Line, IReadOnlyList<string> Fields, string? Email, string? Name, IReadOnlyDictionary<string, string> Attributes, string? Reason, string? Detail)
{
    public static PreviewRowModel Of(PreviewRow row) =>
        new(row.Number, row.Line, row.Fields, row.Email, row.Name, new Dictionary<string, string>(row.Attributes), row.Reason, row.Detail);
}
