using Microsoft.AspNetCore.Components;

namespace SysCsv.Portal.Components.Shared;

/// <summary>How far a list is that is looked through step by step. A screen reader hears of its end, not of every step.</summary>
public partial class StepProgress
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>From 0 to 1; null where it can't be told.</summary>
    [Parameter]
    public double? Share { get; set; }

    [Parameter, EditorRequired]
    public bool Running { get; set; }

    /// <summary>Whether it was stopped before the page was full.</summary>
    [Parameter, EditorRequired]
    public bool Stopped { get; set; }

    [Parameter]
    public EventCallback OnStop { get; set; }

    [Parameter]
    public EventCallback OnGoOn { get; set; }
}
