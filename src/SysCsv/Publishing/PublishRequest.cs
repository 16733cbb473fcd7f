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

    /// <summary>
    /// The file in which the publisher remembers how far it is, so that another process can go on from there. Null takes
    /// <see cref="PublisherOptions.CheckpointFolder"/>. A file named here stays when publishing has ended: whoever named it removes it once
    /// the end is remembered elsewhere; until then publishing again sends nothing but the end message. A pipe or stream can't go on, and is
    /// refused with one.
    /// </summary>
    public string? CheckpointFile { get; init; }

    /// <summary>
    /// Ends the import before the end of the file: the end message tells the number of records sent so far. After a crash those that may
    /// have been sent are sent first, so that the number always covers them.
    /// </summary>
    public CancellationToken EndEarly { get; init; }

    /// <summary>Asked before rows are sent, with the number of the last of them: they are sent once it completes. Null never waits.</summary>
    public Func<long, CancellationToken, Task>? Pace { get; init; }
}
