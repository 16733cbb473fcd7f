using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace SysCsv.Portal.Components.Shared;

/// <summary>A moment in the viewer's time zone.</summary>
public partial class LocalTime
{
    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    [Parameter, EditorRequired]
    public DateTimeOffset? At { get; set; }

    /// <summary>Whether it is said how long ago it was.</summary>
    [Parameter]
    public bool Ago { get; set; }

    private string Exact(DateTimeOffset at) => Viewer.Local(at).ToString("d MMM yyyy, HH:mm", Invariant);

    private string Full(DateTimeOffset at) => Viewer.Local(at).ToString("dddd, d MMMM yyyy, HH:mm:ss zzz", Invariant);

    private string Words(DateTimeOffset at)
    {
        var age = Clock.GetUtcNow() - at;
        return age switch
        {
            { TotalSeconds: < 45 } => "just now",
            { TotalHours: < 36 } => Format.Duration(age) + " ago",
            _ => Exact(at),
        };
    }
}
