using SysCsv.Csv;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Uploads;

/// <summary>Files that were uploaded and wait for a decision, or belong to an import.</summary>
internal interface IUploads
{
    /// <summary>Takes a file: written to the staging folder, hashed on the way, known once it is whole and on disk. A broken upload leaves nothing.</summary>
    /// <exception cref="UploadRefusedException">The file is empty or too large, or the disk is full.</exception>
    Task<StagedFile> ReceiveAsync(Stream body, string fileName, Actor actor, CancellationToken cancellationToken);

    /// <summary>The file; null if it is not there any more.</summary>
    Task<StagedFile?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What the file is and how its first rows read.</summary>
    /// <exception cref="CsvRefusedException">It is no CSV file of contacts.</exception>
    Task<FilePreview> PreviewAsync(Guid id, CsvReadOptions reading, CancellationToken cancellationToken);

    /// <summary>Removes a file that no import uses.</summary>
    Task DiscardAsync(Guid id, Actor actor, CancellationToken cancellationToken);
}

/// <summary>An uploaded file.</summary>
/// <param name="SameAs">The newest import of a file with the same bytes; null if there is none.</param>
internal sealed record StagedFile(
    Guid Id, string FileName, long Size, string Sha256, DateTimeOffset Uploaded, string UploadedBy, SysCsv.Imports.ImportId? SameAs);

/// <summary>How a file reads with certain choices.</summary>
/// <param name="Rows">The first rows.</param>
internal sealed record FilePreview(CsvLayout Layout, IReadOnlyList<PreviewRow> Rows);

/// <summary>A row as it would be read.</summary>
/// <param name="Fields">The fields as they stand in the file; empty if the record can't be read.</param>
/// <param name="Reason">Why it would be rejected; null if it would be accepted.</param>
internal sealed record PreviewRow(
    long Number, long Line, IReadOnlyList<string> Fields, string? Email, string? Name, IReadOnlyDictionary<string, string> Attributes, string? Reason, string? Detail);

/// <summary>An upload that is not taken, with the reason in a sentence for its user.</summary>
internal sealed class UploadRefusedException(int statusCode, string message) : SysCsvException(message)
{
    /// <summary>The HTTP status that fits.</summary>
    public int StatusCode { get; } = statusCode;
}
