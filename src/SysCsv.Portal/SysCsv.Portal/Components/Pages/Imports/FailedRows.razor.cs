using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>The rows of an import that wait in the dead letters.</summary>
public partial class FailedRows
{
    private Page<FailedRow>? _page;

    [Inject]
    private IImportReader Reader { get; set; } = null!;

    [Parameter, EditorRequired]
    public ImportId Import { get; set; }

    /// <summary>How many there are; the list is read again when it changes.</summary>
    [Parameter]
    public long Total { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    protected override Task OnParametersSetAsync() => IsNew(Import, Total, After) ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
        _page = await Reader.ListFailedAsync(Import, After, size: 50, cancellationToken));
}
