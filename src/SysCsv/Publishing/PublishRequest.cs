using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Publishing;

/// <summary>How one file is to be imported.</summary>
public sealed record PublishRequest
{
    /// <summary>The duplicate policy of the import. Default <see cref="DuplicatePolicy.KeepLast"/>.</summary>
    public DuplicatePolicy Policy { get; init; } = DuplicatePolicy.KeepLast;

    /// <summary>How the file is read; what is not set is detected.</summary>
    public CsvReadOptions Csv { get; init; } = new();

    /// <summary>The name that the import shows; null takes the file's own, and none for a stream.</summary>
    public string? FileName { get; init; }

    /// <summary>The id of the import; null makes one. A file that goes on from a checkpoint keeps the id it began with.</summary>
    public ImportId? Import { get; init; }
}
