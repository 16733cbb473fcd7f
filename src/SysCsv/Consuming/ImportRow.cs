using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Consuming;

/// <summary>A readable row with a valid e-mail, as a validator sees it.</summary>
/// <param name="Key">The row.</param>
/// <param name="Line">The line of the file on which the record begins, from 1.</param>
/// <param name="Email">The address.</param>
/// <param name="Data">What the row says of the contact.</param>
public sealed record ImportRow(RowKey Key, long Line, EmailAddress Email, ContactData Data);
