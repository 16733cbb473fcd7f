using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Contacts that a batch found, locked until its transaction ends, and what the table of imports said after the locks.</summary>
/// <param name="Rows">The contacts.</param>
/// <param name="FirstRunning">The first import that is not completed; null if there is none.</param>
/// <param name="Policies">The policies of the imports asked for that are in the table.</param>
internal sealed record LockedContacts(
    IReadOnlyList<ContactRow> Rows, ImportId? FirstRunning, IReadOnlyDictionary<ImportId, DuplicatePolicy> Policies);
