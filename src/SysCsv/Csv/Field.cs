namespace SysCsv.Csv;

/// <summary>A field within the bytes of its record, quotes not counted.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="HasEscapes">Whether it holds doubled quotes.</param>
internal readonly record struct Field(int Start, int Length, bool HasEscapes);
