using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>All imports, to be filtered and sorted.</summary>
public partial class ImportsPage
{
    private readonly MissingImports _missing = new();
    private Page<PortalImport>? _page;
    private string? _search;

    [Inject]
    private IImports Imports { get; set; } = null!;

    [Inject]
    private IPortalFeed Feed { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? OrderText { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    private bool IsFiltered => State is not null || Query is not null || After is not null;

    private ImportOrder Order => Enum.TryParse<ImportOrder>(OrderText, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : ImportOrder.Newest;

    protected override void OnInitialized() => Follow(Feed, FreshenAsync);

    protected override Task OnParametersSetAsync()
    {
        _search = Query;
        return LoadAsync();
    }

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
        _page = await Imports.ListAsync(new(ChosenState(), Query, After, Order: Order), cancellationToken));

    // Running imports change in place; one that is new or at its end asks for the list again.
    private Task FreshenAsync(PortalSnapshot snapshot)
    {
        if (_page is not { } page)
            return Task.CompletedTask;

        var running = snapshot.Running.ToDictionary(import => import.Id);
        var ended = page.Items.Any(shown => !shown.HasEnded && !running.ContainsKey(shown.Id)) && _missing.AreToBeRead(snapshot);
        var begun = !IsFiltered && Order == ImportOrder.Newest && running.Keys.Any(id => page.Items.All(shown => shown.Id < id));
        if (ended || begun)
            return LoadAsync();

        _page = page with { Items = [.. page.Items.Select(shown => running.GetValueOrDefault(shown.Id, shown))] };
        return Task.CompletedTask;
    }

    private PortalImportState? ChosenState() => Enum.TryParse<PortalImportState>(State, out var state) ? state : null;

    private void Search() => GoTo(new Dictionary<string, object?> { ["q"] = Blank(_search), ["after"] = null });

    private void FilterByState(ChangeEventArgs chosen) =>
        GoTo(new Dictionary<string, object?> { ["state"] = Blank(chosen.Value as string), ["after"] = null });

    private void Sort(ChangeEventArgs chosen) => GoTo(new Dictionary<string, object?>
    {
        ["order"] = chosen.Value is string order && order != nameof(ImportOrder.Newest) ? order.ToLowerInvariant() : null, ["after"] = null,
    });

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
