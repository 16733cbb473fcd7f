using Microsoft.AspNetCore.Components;

namespace SysCsv.Portal.Components.Shared;

/// <summary>Goes through a list by its cursor; the browser's back button goes back.</summary>
public partial class Pager
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The cursor of this page; null on the first.</summary>
    [Parameter, EditorRequired]
    public string? After { get; set; }

    /// <summary>The cursor of the next page; null on the last.</summary>
    [Parameter, EditorRequired]
    public string? Next { get; set; }

    /// <summary>The name in the address.</summary>
    [Parameter]
    public string Name { get; set; } = "after";

    private string Address(string? cursor) => Navigation.GetUriWithQueryParameter(Name, cursor);
}
