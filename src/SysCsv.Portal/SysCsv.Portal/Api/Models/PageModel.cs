namespace SysCsv.Portal.Api.Models;

/// <summary>A part of a list.</summary>
/// <param name="Next">What to pass as <c>after</c> for the next part; null at the end.</param>
internal sealed record PageModel<T>(IReadOnlyList<T> Items, string? Next);
