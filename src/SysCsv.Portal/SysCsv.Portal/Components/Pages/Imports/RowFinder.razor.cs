using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>What became of one row.</summary>
public partial class RowFinder
{
    private RowReport? _found;
    private long? _number;

    [Inject]
    private IImports Imports { get; set; } = null!;

    [Parameter, EditorRequired]
    public ImportId Import { get; set; }

    [SupplyParameterFromQuery(Name = "row")]
    private long? Number { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (!IsNew(Import, Number))
            return Task.CompletedTask;
        _number = Number;
        return LoadAsync();
    }

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
        _found = Number is > 0 ? await Imports.FindRowAsync(Import, Number.Value, cancellationToken) : null);

    private void Find() => GoTo(new Dictionary<string, object?> { ["row"] = _number });
}
