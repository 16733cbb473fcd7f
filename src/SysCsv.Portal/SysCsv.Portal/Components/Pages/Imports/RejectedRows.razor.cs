using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>The rejected rows of an import, with why.</summary>
public partial class RejectedRows
{
    // All rows are looked at to count the reasons.
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(5);

    private Page<RejectedRow>? _page;
    private IReadOnlyList<KeyValuePair<string, long>> _reasons = [];
    private IReadOnlyDictionary<string, long> _counts = new Dictionary<string, long>();
    private (ImportId Import, long Total, long At)? _counted;

    [Inject]
    private IImportReader Reader { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Parameter, EditorRequired]
    public ImportId Import { get; set; }

    /// <summary>How many there are; the list is read again when it changes.</summary>
    [Parameter]
    public long Total { get; set; }

    /// <summary>Whether there can be more: then the reasons are counted again only now and then.</summary>
    [Parameter]
    public bool Growing { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    private string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    private string Download =>
        $"api/v1/imports/{Import}/rejected.csv" + (Reason is null ? "" : $"?reason={Uri.EscapeDataString(Reason)}");

    // Rendered with every look at the import: what was not counted at once is counted with a later one.
    private bool MustCount => _counted is not { } last || last.Import != Import
        || (last.Total != Total && (!Growing || Clock.GetElapsedTime(last.At) >= CountEvery));

    protected override Task OnParametersSetAsync() => IsNew(Import, Total, Reason, After) || MustCount ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
    {
        _page = await Reader.ListRejectedAsync(Import, Reason, After, size: 50, cancellationToken);
        if (MustCount)
            await CountAsync(cancellationToken);

        // What the address asks for is among the choices, though no row has it.
        _reasons = [.. _counts.Concat(Reason is { } asked && !_counts.ContainsKey(asked) ? [KeyValuePair.Create(asked, 0L)] : []).OrderByDescending(pair => pair.Value)];
    });

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var (import, total) = (Import, Total);
        _counts = await Reader.CountRejectedAsync(import, cancellationToken);
        _counted = (import, total, Clock.GetTimestamp());
    }

    private void FilterByReason(ChangeEventArgs chosen) =>
        GoTo(new Dictionary<string, object?> { ["reason"] = chosen.Value is string { Length: > 0 } reason ? reason : null, ["after"] = null });
}
