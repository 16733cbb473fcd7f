namespace SysCsv.Imports;

/// <summary>One file on its way into the database, with the account of its rows.</summary>
public sealed record Import
{
    /// <summary>The import.</summary>
    public required ImportId Id { get; init; }

    /// <summary>The duplicate policy that its rows are applied by.</summary>
    public required DuplicatePolicy Policy { get; init; }

    /// <summary>How far it is.</summary>
    public required ImportState State { get; init; }

    /// <summary>The name of the file without its folder; null until the start message was applied, or if the source has none.</summary>
    public string? FileName { get; init; }

    /// <summary>The labels of the file's columns in file order, empty where there is no header or it is not known yet.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The number of records in the file; null until the end message was applied.</summary>
    public long? Records { get; init; }

    /// <summary>How its rows ended so far.</summary>
    public required ImportCounts Counts { get; init; }

    /// <summary>When the consumer first saw it (UTC, the consumer's clock).</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the last row was accounted for (UTC); null while it runs.</summary>
    public DateTimeOffset? Completed { get; init; }
}
