using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace SysCsv.Portal.Components.Shared;

/// <summary>How far something is, as a line.</summary>
public partial class ProgressLine
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>From 0 to 1; null where it can't be told.</summary>
    [Parameter]
    public double? Share { get; set; }

    private string? Now => Share is { } share ? Math.Floor(share * 100).ToString("0", CultureInfo.InvariantCulture) : null;

    private string Width => ((Share ?? 1) * 100).ToString("0.##", CultureInfo.InvariantCulture);
}
