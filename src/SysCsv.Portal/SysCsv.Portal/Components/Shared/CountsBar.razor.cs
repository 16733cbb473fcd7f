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
        new("inserted", "New", Counts.Inserted, "Contacts that did not exist before and do now"),
        new("updated", "Updated", Counts.Updated, "Contacts that existed before and hold other data now"),
        new("duplicate", "Duplicate", Counts.Duplicate, "Accepted rows that repeat a contact or changed nothing"),
        new("rejected", "Rejected", Counts.Rejected, "Rows refused for a stated reason"),
        new("failed", "Failed", Counts.Failed, "Rows that wait in the dead letters"),
    ];

    private static string Grow(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Part(string Key, string Label, long Number, string Meaning);
}
