using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Components.Pages;

/// <summary>The rejected rows of an import, with why.</summary>
public partial class RejectedRows
{
    private Page<RejectedRow>? _page;
    private IReadOnlyList<KeyValuePair<string, long>> _reasons = [];
    private IReadOnlyDictionary<string, long> _counts = new Dictionary<string, long>();
    private (ImportId Import, long Total)? _counted;

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

    private string Download =>
        $"api/v1/imports/{Import}/rejected.csv" + (Reason is null ? "" : $"?reason={Uri.EscapeDataString(Reason)}");

    protected override Task OnParametersSetAsync() => IsNew(Import, Total, Reason, After) ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
    {
        _page = await Reader.ListRejectedAsync(Import, Reason, After, size: 50, cancellationToken);
        await CountAsync(cancellationToken);
        // What the address asks for is among the choices, though no row has it.
        _reasons = [.. _counts.Concat(Reason is { } asked && !_counts.ContainsKey(asked) ? [KeyValuePair.Create(asked, 0L)] : []).OrderByDescending(pair => pair.Value)];
    });

    // All rows are looked at for it: not for every page.
    private async Task CountAsync(CancellationToken cancellationToken)
    {
        if (_counted == (Import, Total))
            return;
        _counts = await Reader.CountRejectedAsync(Import, cancellationToken);
        _counted = (Import, Total);
    }

    private void FilterByReason(ChangeEventArgs chosen) =>
        GoTo(new Dictionary<string, object?> { ["reason"] = chosen.Value is string { Length: > 0 } reason ? reason : null, ["after"] = null });
}
