using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence;

/// <summary>Rows that are accounted for together, in one transaction. May hold rows of several imports, in any order, some of them repeated.</summary>
public sealed record RowBatch
{
    /// <summary>What is known of the imports that began.</summary>
    public IReadOnlyList<ImportStart> Starts { get; init; } = [];

    /// <summary>Valid rows.</summary>
    public IReadOnlyList<AcceptedRow> Accepted { get; init; } = [];

    /// <summary>Refused rows, each with the policy of its import.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>Rows that go, or went, to the dead letters.</summary>
    public IReadOnlyList<FailedRow> Failed { get; init; } = [];

    /// <summary>The imports whose file has been read to its end.</summary>
    public IReadOnlyList<ImportEnd> Ends { get; init; } = [];

    /// <summary>The policy of every import that has a row, a start or an end here.</summary>
    public required IReadOnlyDictionary<ImportId, DuplicatePolicy> Policies { get; init; }
}

/// <summary>A valid row.</summary>
/// <param name="Key">The row.</param>
/// <param name="Email">The address that identifies the contact.</param>
/// <param name="Data">What the row says of the contact; its e-mail is <see cref="EmailAddress.Written"/>.</param>
public sealed record AcceptedRow(RowKey Key, EmailAddress Email, ContactData Data);

/// <summary>What the start message of an import says.</summary>
/// <param name="Import">The import.</param>
/// <param name="FileName">The name of the file without its folder; null if the source has none.</param>
/// <param name="Columns">The labels of the file's columns in file order, empty where there is no header.</param>
public sealed record ImportStart(ImportId Import, string? FileName, IReadOnlyList<string> Columns);

/// <summary>What the end message of an import says.</summary>
/// <param name="Import">The import.</param>
/// <param name="Records">The number of records in the file.</param>
public sealed record ImportEnd(ImportId Import, long Records);
