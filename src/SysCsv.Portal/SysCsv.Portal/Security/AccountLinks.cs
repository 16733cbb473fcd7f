namespace SysCsv.Portal.Security;

/// <summary>Where a user finds the pages of the account; registered by a host that has such pages, absent in an application with its own.</summary>
/// <param name="Users">The page on which administrators manage users.</param>
internal sealed record AccountLinks(string SignOut, string Password, string Users);
