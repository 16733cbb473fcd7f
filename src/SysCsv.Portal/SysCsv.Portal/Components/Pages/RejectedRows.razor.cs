using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Components.Pages;

/// <summary>The rejected rows of an import, with why.</summary>
public partial class RejectedRows
{
    private Page<RejectedRow>? _page;

    [Inject]
    private IImportReader Reader { get; set; } = null!;

    [Parameter, EditorRequired]
    public ImportId Import { get; set; }

    /// <summary>How many there are; the list is read again when it changes.</summary>
    [Parameter]
    public long Total { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    private string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    // An application's own codes are offered as far as they are seen.
    private IEnumerable<string> Choices => Words.Reasons
        .Concat(_page?.Items.Select(row => row.Reason) ?? [])
        .Concat(Reason is null ? [] : [Reason])
        .Distinct(StringComparer.Ordinal);

    private string Download =>
        $"api/v1/imports/{Import}/rejected.csv" + (Reason is null ? "" : $"?reason={Uri.EscapeDataString(Reason)}");

    protected override Task OnParametersSetAsync() => IsNew(Import, Total, Reason, After) ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
        _page = await Reader.ListRejectedAsync(Import, Reason, After, size: 50, cancellationToken));

    private void FilterByReason(ChangeEventArgs chosen) =>
        GoTo(new Dictionary<string, object?> { ["reason"] = chosen.Value is string { Length: > 0 } reason ? reason : null, ["after"] = null });
}
