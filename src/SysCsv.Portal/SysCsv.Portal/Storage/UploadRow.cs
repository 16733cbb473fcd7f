namespace SysCsv.Portal.Storage;

/// <summary>The table <c>portal_uploads</c>.</summary>
internal sealed class UploadRow
{
    public Guid Id { get; set; }

    public required string FileName { get; set; }

    public long Size { get; set; }

    public required string Sha256 { get; set; }

    public DateTime Uploaded { get; set; }

    public required string UploadedBy { get; set; }

    /// <summary>The newest import of the file; null while it waits for a decision. Also the guard against removing a file that has just been taken.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>When the file was removed; null while it is kept.</summary>
    public DateTime? Removed { get; set; }
}
