using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>What the table of imports says.</summary>
/// <param name="First">The first import that is not completed; null if there is none.</param>
/// <param name="Policies">The policies of the imports asked for that are in the table.</param>
internal sealed record RunningImports(ImportId? First, IReadOnlyDictionary<ImportId, DuplicatePolicy> Policies);
