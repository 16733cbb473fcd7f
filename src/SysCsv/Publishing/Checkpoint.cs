using System.Text.Json.Serialization;
using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Publishing;

/// <summary>What a publisher needs to go on with a file: saved after the broker confirmed every row before <see cref="Position"/>.</summary>
internal sealed record Checkpoint
{
    public required Guid Import { get; init; }

    public required DuplicatePolicy Policy { get; init; }

    /// <summary>The options that the file was begun with; null in checkpoints of older versions, which go on as they were begun.</summary>
    public CsvReadOptions? Reading { get; init; }

    public required CsvLayout Layout { get; init; }

    public required CsvPosition Position { get; init; }

    /// <summary>No row behind this one was handed to the broker, confirmed or not. Saved before any such row is sent.</summary>
    public long MayHaveSent { get; init; }

    /// <summary>Whether the end was decided: nothing but the end message may be missing, with the number of records before <see cref="Position"/>.</summary>
    public bool IsEnded { get; init; }

    /// <summary>Whether the import ends before its file does: after <see cref="MayHaveSent"/> rows, sent or not.</summary>
    public bool EndedEarly { get; init; }

    public required int RowsPerMessage { get; init; }

    public required long FileLength { get; init; }

    public required DateTime FileWritten { get; init; }

    /// <summary>The number of rows after which the import ends though its file goes on; null if it ends with its file.</summary>
    [JsonIgnore]
    public long? EndsAfter => EndedEarly ? MayHaveSent : null;

    /// <summary>
    /// The same import from the beginning of its file, after its queue was deleted with what it had confirmed: rows that were applied before
    /// change nothing.
    /// </summary>
    public Checkpoint WithNothingConfirmed() => this with { Position = default, IsEnded = false };
}
