namespace SysCsv.Csv;

/// <summary>A record of the sample.</summary>
/// <param name="Fields">What stands in it.</param>
/// <param name="Start">The bytes of the sample before it.</param>
internal readonly record struct SampleRecord(string[] Fields, int Start);
