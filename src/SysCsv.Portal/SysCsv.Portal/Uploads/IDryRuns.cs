using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Portal.Uploads;

/// <summary>What importing a file would change, found out without changing it.</summary>
internal interface IDryRuns
{
    /// <summary>Runs to the end of the file, or until cancelled.</summary>
    /// <param name="progress">Told every few thousand rows.</param>
    Task<DryRunResult> RunAsync(
        Guid upload, CsvReadOptions reading, DuplicatePolicy policy, IProgress<DryRunProgress> progress, CancellationToken cancellationToken);
}

/// <summary>How far a dry run is.</summary>
internal readonly record struct DryRunProgress(long Rows, long BytesRead, long BytesTotal, ImportCounts Counts);

/// <summary>What the import would do now.</summary>
/// <param name="Reasons">How many rows would be rejected, by reason.</param>
/// <param name="Examples">Some of the rows that would be rejected.</param>
/// <param name="New">Some of the contacts that would be new.</param>
/// <param name="Changes">Some of the contacts that would change.</param>
/// <param name="Duplicates">Some of the rows that repeat an e-mail or change nothing.</param>
internal sealed record DryRunResult(
    ImportCounts Counts,
    IReadOnlyDictionary<string, long> Reasons,
    IReadOnlyList<RejectedRow> Examples,
    IReadOnlyList<SysCsv.Contacts.ContactData> New,
    IReadOnlyList<ContactChange> Changes,
    IReadOnlyList<DuplicateExample> Duplicates);

/// <summary>An e-mail that makes a duplicate.</summary>
/// <param name="Row">The row that repeats an earlier one of the file; null where the contact is there and stays as it is.</param>
internal sealed record DuplicateExample(string Email, long? Row);

/// <summary>A contact before and after.</summary>
internal sealed record ContactChange(SysCsv.Contacts.ContactData Before, SysCsv.Contacts.ContactData After);
