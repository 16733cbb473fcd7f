using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>The rows of an import in file order, each with what became of it.</summary>
public partial class ImportRows
{
    private readonly StepwiseList<RowReport> _list = new();
    private bool _isGone;

    [Inject]
    private IImports Imports { get; set; } = null!;

    [Parameter, EditorRequired]
    public ImportId Import { get; set; }

    /// <summary>How many rows there are; null until known.</summary>
    [Parameter]
    public long? Records { get; set; }

    /// <summary>The fate of the rows to list, as it stands in the address; all if it is none.</summary>
    [Parameter]
    public string? Only { get; set; }

    /// <summary>Where the part begins; null for the first.</summary>
    [Parameter]
    public string? After { get; set; }

    private RowFate? Fate => Enum.TryParse<RowFate>(Only, ignoreCase: true, out var fate) && Enum.IsDefined(fate) ? fate : null;

    private string Progress => _list.Describe("Reading the file", "Read", "row", Records);

    protected override Task OnParametersSetAsync()
    {
        if (!IsNew(Import, Fate, After))
            return Task.CompletedTask;
        _list.Begin(After);
        return GoOnAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _list.Stop();
        base.Dispose(disposing);
    }

    private Task GoOnAsync()
    {
        ForgetError();
        return LoadAsync(async gone => _isGone = !await _list.FillAsync(StepAsync, StateHasChanged, gone));
    }

    private Task<ScanStep<RowReport>?> StepAsync(string? after, int size, CancellationToken cancellationToken) =>
        Imports.ListRowsAsync(Import, new(Fate, after, size), cancellationToken);

    private void FilterByFate(ChangeEventArgs chosen) => GoTo(new Dictionary<string, object?>
    {
        ["fate"] = chosen.Value is string { Length: > 0 } fate ? fate.ToLowerInvariant() : null, ["after"] = null,
    });
}
