namespace SysCsv.Imports;

/// <summary>A part of a list, and where the next part begins.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="Next">What to pass as <c>After</c> for the next part; null at the end of the list.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
