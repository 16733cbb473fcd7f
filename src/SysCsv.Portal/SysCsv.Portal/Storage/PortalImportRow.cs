using SysCsv.Imports;

namespace SysCsv.Portal.Storage;

/// <summary>The table <c>portal_imports</c>: imports of uploaded files.</summary>
internal sealed class PortalImportRow
{
    public Guid Id { get; set; }

    public Guid UploadId { get; set; }

    public required string FileName { get; set; }

    public long BytesTotal { get; set; }

    public DuplicatePolicy Policy { get; set; }

    /// <summary>The choices of reading, as JSON.</summary>
    public required string Reading { get; set; }

    /// <summary>How the file was read, as JSON; null until its publisher told, and for imports older than this column.</summary>
    public string? ReadAs { get; set; }

    public SendingState State { get; set; }

    /// <summary>The publisher that sends it; null if none does.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when nobody else may take it; null if anybody may.</summary>
    public DateTime? LeaseUntil { get; set; }

    public long RowsSent { get; set; }

    public long BytesSent { get; set; }

    /// <summary>The number of records that was announced; null until then.</summary>
    public long? Records { get; set; }

    /// <summary>Why it waits or was refused.</summary>
    public string? Message { get; set; }

    public DateTime Accepted { get; set; }

    public required string AcceptedBy { get; set; }

    /// <summary>When sending ended, one way or another; null until then.</summary>
    public DateTime? Ended { get; set; }

    /// <summary>Whether every row was accounted for when somebody last looked: it need not be looked at any more.</summary>
    public bool Settled { get; set; }

    /// <summary>What makes asking twice the same request: a digest of actor and idempotency key, or the import's id. Unique.</summary>
    public required string RequestKey { get; set; }
}
