namespace SysCsv.Csv;

/// <summary>What the scanner found.</summary>
internal enum RecordScan
{
    /// <summary>A record from its first to its last byte.</summary>
    Complete,

    /// <summary>The record goes on behind the bytes at hand.</summary>
    NeedsMore,

    /// <summary>A quote opens and does not close where it could.</summary>
    UnclosedQuote,

    /// <summary>A quote inside an unquoted field, or text behind a closing quote.</summary>
    StrayQuote,
}
