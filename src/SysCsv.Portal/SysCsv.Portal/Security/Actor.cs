namespace SysCsv.Portal.Security;

/// <summary>Who does something, for the audit trail.</summary>
/// <param name="Name">The name of the user or of the API key.</param>
/// <param name="Address">The address it came from; null inside the process.</param>
internal sealed record Actor(string Name, string? Address);
