using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Publishing;

/// <summary>The account of what was sent.</summary>
public sealed record PublishReport
{
    /// <summary>The import that the rows belong to.</summary>
    public required ImportId Import { get; init; }

    /// <summary>The number of records in the file, or before its early end; the broker holds every one of them.</summary>
    public required long Records { get; init; }

    /// <summary>Whether <see cref="PublishRequest.EndEarly"/> ended the import before the end of the file.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Records that could not be read and were sent marked as such, in this run.</summary>
    public required long Malformed { get; init; }

    /// <summary>The row that this run went on from; 0 if it began at the beginning.</summary>
    public required long ResumedAfter { get; init; }

    /// <summary>The messages of this run, start and end included.</summary>
    public required long Messages { get; init; }

    /// <summary>What kept the rest of the file from being read, in a sentence; null if all of it was. The last record then stands for what is missing.</summary>
    public string? Damage { get; init; }

    /// <summary>How the file was read.</summary>
    public required CsvLayout Layout { get; init; }

    /// <summary>How long this run took.</summary>
    public required TimeSpan Elapsed { get; init; }
}
