using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Imports;

/// <summary>The imports: those uploaded here, and those that any other publisher sent.</summary>
internal interface IImports
{
    /// <summary>Accepts an upload as an import. From then on its rows are not lost, whatever is killed.</summary>
    /// <param name="idempotencyKey">The same key of the same actor gives the same import; null for none.</param>
    /// <exception cref="SysCsvException">The upload is gone, or an import already.</exception>
    Task<ImportId> AcceptAsync(Guid upload, ImportSettings settings, string? idempotencyKey, Actor actor, CancellationToken cancellationToken);

    Task<PortalImport?> FindAsync(ImportId id, CancellationToken cancellationToken);

    /// <summary>The imports that a query asks for, in its order.</summary>
    Task<Page<PortalImport>> ListAsync(ImportQuery query, CancellationToken cancellationToken);

    /// <summary>Stops sending; rows that are in the queue are still applied.</summary>
    /// <returns>Whether the import could be paused at that moment.</returns>
    Task<bool> PauseAsync(ImportId id, Actor actor, CancellationToken cancellationToken);

    /// <returns>Whether the import was paused at that moment.</returns>
    Task<bool> ResumeAsync(ImportId id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Ends the import with the rows sent so far; they are accounted for, the rest of the file is not sent.</summary>
    /// <returns>Whether the import could be cancelled at that moment.</returns>
    Task<bool> CancelAsync(ImportId id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Imports the same file again as a new import.</summary>
    /// <returns>The new import; null if the file is not kept any more.</returns>
    Task<ImportId?> PublishAgainAsync(ImportId id, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Sends an import again, as the same import, that was sent to its end but is not accounted for, while the queue holds nothing: its rows
    /// were lost with a queue that was deleted. Rows that are accounted for change nothing.
    /// </summary>
    /// <returns>Why it can't be sent again, in a sentence; null if it is.</returns>
    Task<string?> SendAgainAsync(ImportId id, Actor actor, CancellationToken cancellationToken);

    /// <summary>What became of a row; null if the import has no such row.</summary>
    Task<RowReport?> FindRowAsync(ImportId id, long number, CancellationToken cancellationToken);

    /// <summary>The rows of the file with their fates, in one bounded step; null if there is no such import, or its file is not kept.</summary>
    Task<ScanStep<RowReport>?> ListRowsAsync(ImportId id, RowQuery query, CancellationToken cancellationToken);

    /// <summary>Writes the rejected rows in the file's own dialect, with two more columns for line and reason that the next upload ignores.</summary>
    Task WriteRejectedAsync(ImportId id, string? reason, Stream output, CancellationToken cancellationToken);
}

/// <summary>What the user decided about a file.</summary>
internal sealed record ImportSettings(CsvReadOptions Reading, DuplicatePolicy Policy);

/// <summary>Which imports to list.</summary>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Search">Text that the file's name holds, ignoring case; null for all.</param>
/// <param name="After"><c>Page.Next</c> of the part before, for the same query; null begins.</param>
internal sealed record ImportQuery(
    PortalImportState? State = null, string? Search = null, string? After = null, int Size = 50, ImportOrder Order = ImportOrder.Newest);

/// <summary>Which import comes first.</summary>
internal enum ImportOrder
{
    Newest = 0,

    Oldest = 1,

    /// <summary>By file name from A to Z, ignoring case; of equal ones the newest, and those without a name last.</summary>
    Name = 2,
}

/// <summary>An import as the portal shows it: what the database accounts for, and what is known of its file.</summary>
internal sealed record PortalImport
{
    public required ImportId Id { get; init; }

    public required PortalImportState State { get; init; }

    public required DuplicatePolicy Policy { get; init; }

    public string? FileName { get; init; }

    /// <summary>The labels of the columns; empty until known.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The number of records; null until the file was read to its end.</summary>
    public long? Records { get; init; }

    /// <summary>Rows that the queue took; null for an import that was not uploaded here.</summary>
    public long? Sent { get; init; }

    /// <summary>Whether nothing more of it is to be sent; false for an import that was not uploaded here.</summary>
    public bool IsSent { get; init; }

    /// <summary>Whether it ended, in whatever way: its counts change no more.</summary>
    public bool HasEnded => State is PortalImportState.Completed or PortalImportState.Cancelled or PortalImportState.Refused;

    /// <summary>Whether all was sent and not every row is accounted for: the others are on their way, or lost.</summary>
    public bool LacksRows => IsSent && !HasEnded;

    /// <summary>Bytes of the file that were sent, and all of them; null for an import that was not uploaded here.</summary>
    public long? BytesSent { get; init; }

    public long? BytesTotal { get; init; }

    public required ImportCounts Counts { get; init; }

    /// <summary>When it was accepted, or first seen by a consumer (UTC).</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When its last row was accounted for (UTC); null while there are more.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Who uploaded it; null for an import that was not uploaded here.</summary>
    public string? By { get; init; }

    /// <summary>What was chosen; null for an import that was not uploaded here.</summary>
    public ImportSettings? Settings { get; init; }

    /// <summary>How its file was read; null until its publisher began, and for an import that was not uploaded here.</summary>
    public FileReading? ReadAs { get; init; }

    /// <summary>Why it waits or was refused, in a sentence; null if there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>Whether the file is still kept.</summary>
    public bool HasFile { get; init; }
}

/// <summary>How far an import is.</summary>
internal enum PortalImportState
{
    /// <summary>Accepted; no publisher has taken it yet.</summary>
    Waiting = 0,

    /// <summary>Rows are being sent or applied.</summary>
    Running = 1,

    /// <summary>Sending is paused.</summary>
    Paused = 2,

    /// <summary>Ended early; rows that were sent are still being applied.</summary>
    Cancelling = 3,

    /// <summary>Ended early; what was sent is accounted for.</summary>
    Cancelled = 4,

    /// <summary>Every record is accounted for.</summary>
    Completed = 5,

    /// <summary>The file can't be imported; <see cref="PortalImport.Message"/> says why.</summary>
    Refused = 6,
}
