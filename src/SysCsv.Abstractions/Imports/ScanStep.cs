namespace SysCsv.Imports;

/// <summary>What one bounded step through a list found, how far it came, and where the next step begins.</summary>
/// <param name="Items">What was found in this step, in the list's order; may be empty though the list goes on.</param>
/// <param name="Examined">How many items were looked at since the list began, by this step and those before it.</param>
/// <param name="Next">What to pass as <c>After</c> for the next step; null at the end of the list.</param>
public sealed record ScanStep<T>(IReadOnlyList<T> Items, long Examined, string? Next);
