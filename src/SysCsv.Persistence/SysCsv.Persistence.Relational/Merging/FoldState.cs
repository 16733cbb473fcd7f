using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Merging;

/// <summary>What the layers of a contact fold to, up to one of them.</summary>
/// <param name="Data">The data.</param>
/// <param name="ChangedBy">The row that was picked last.</param>
/// <param name="Owner">The row whose data was taken whole; rows that filled blanks since do not move it.</param>
internal sealed record FoldState(ContactData Data, RowKey ChangedBy, RowKey Owner);
