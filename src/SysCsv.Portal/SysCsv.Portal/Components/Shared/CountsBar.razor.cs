using System.Globalization;
using Microsoft.AspNetCore.Components;
using SysCsv.Imports;

namespace SysCsv.Portal.Components.Shared;

/// <summary>The five counts of an import as one bar, with the exact numbers below.</summary>
public partial class CountsBar
{
    [Parameter, EditorRequired]
    public ImportCounts Counts { get; set; }

    /// <summary>How many rows there are in all; null while that is not known.</summary>
    [Parameter]
    public long? Expected { get; set; }

    /// <summary>Whether only the bar is shown, as in a table.</summary>
    [Parameter]
    public bool Small { get; set; }

    private long Remaining => Math.Max(0, (Expected ?? 0) - Counts.Total);

    private string Summary => string.Join(", ", Parts.Where(part => part.Number > 0).Select(part => $"{Format.Number(part.Number)} {part.Label.ToLowerInvariant()}")
        .DefaultIfEmpty("no row accounted for yet"));

    private IEnumerable<Part> Parts =>
    [
        new("inserted", RowFate.Inserted, Counts.Inserted),
        new("updated", RowFate.Updated, Counts.Updated),
        new("duplicate", RowFate.Duplicate, Counts.Duplicate),
        new("rejected", RowFate.Rejected, Counts.Rejected),
        new("failed", RowFate.Failed, Counts.Failed),
    ];

    private static string Grow(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Part(string Key, RowFate Fate, long Number)
    {
        public string Label => Words.Of(Fate);

        public string Meaning => Words.Explain(Fate);
    }
}
