namespace SysCsv.Faults.Oracle;

/// <summary>A row of a file that the tests wrote themselves, so that nobody has to parse it to know it.</summary>
internal sealed record SourceRow(string Name, string Email);
