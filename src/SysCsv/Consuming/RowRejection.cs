namespace SysCsv.Consuming;

/// <summary>A validator's refusal.</summary>
/// <param name="Code">A stable code in lower-case words with hyphens, at most 64 characters, such as <c>domain-blocked</c>.</param>
/// <param name="Detail">The reason in a sentence for the person who corrects the row, without the row's data; null where the code says it all.</param>
public sealed record RowRejection(string Code, string? Detail = null);
