using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Publishing;

/// <summary>What a publisher needs to go on with a file: saved after the broker confirmed every row before <see cref="Position"/>.</summary>
internal sealed record Checkpoint
{
    public required Guid Import { get; init; }

    public required DuplicatePolicy Policy { get; init; }

    public required CsvLayout Layout { get; init; }

    public required CsvPosition Position { get; init; }

    public required int RowsPerMessage { get; init; }

    public required long FileLength { get; init; }

    public required DateTime FileWritten { get; init; }
}
