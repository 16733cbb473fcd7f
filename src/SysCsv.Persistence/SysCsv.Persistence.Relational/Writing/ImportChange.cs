using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>What a batch adds to the row of an import.</summary>
/// <param name="Id">The import.</param>
/// <param name="Policy">Its policy; null if the batch holds nothing of the import, which is in the table then.</param>
/// <param name="Counts">How its counts move.</param>
/// <param name="FileName">The name of the file, if the batch says it.</param>
/// <param name="Columns">The labels as JSON, if the batch says them.</param>
/// <param name="Records">The number of records, if the batch says it.</param>
internal sealed record ImportChange(
    ImportId Id, DuplicatePolicy? Policy, ImportCounts Counts, string? FileName, string? Columns, long? Records);
