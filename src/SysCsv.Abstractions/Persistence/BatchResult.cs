using SysCsv.Imports;

namespace SysCsv.Persistence;

/// <summary>What applying a batch did.</summary>
/// <param name="Counts">How the counts of the batch's imports moved, summed. A count can go down: a later row of the same file can undo an update.</param>
/// <param name="Repeated">Rows that had been accounted for before and changed nothing.</param>
/// <param name="Completed">Imports that the batch completed.</param>
public sealed record BatchResult(ImportCounts Counts, int Repeated, IReadOnlyList<ImportId> Completed);
