using Microsoft.AspNetCore.Components;
using MudBlazor;
using SysCsv.Imports;
using SysCsv.Portal.Components.Shared;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>One import: how far it is, what became of its rows, and what can be done about it.</summary>
public partial class ImportPage
{
    private readonly ImportRates _rates = new();
    private readonly MissingImports _missing = new();
    private PortalImport? _import;
    private int _emptyFor;

    [Inject]
    private IImports Imports { get; set; } = null!;

    [Inject]
    private IPortalFeed Feed { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "part")]
    private string? Part { get; set; }

    // Of the list of rows, which must not ask for it itself: the circuit ended when the address changed to it ("Collection was modified").
    [SupplyParameterFromQuery(Name = "fate")]
    private string? Fate { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    // Counts and queue are read at the same time: the last rows of an import may be gone from one and not yet in the other.
    private bool LostRows => _emptyFor >= 2 && _import is { LacksRows: true };

    private string Progress => _import is null ? "" : string.Join(" · ", Facts(_import));

    protected override void OnInitialized() => Follow(Feed, ShowAsync);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
        _import = ImportId.TryParse(Id, out var id) ? await Imports.FindAsync(id, cancellationToken) : null);

    private async Task ShowAsync(PortalSnapshot snapshot)
    {
        _rates.Add(snapshot);
        if (_import is not { } shown)
            return;
        if (snapshot.Running.FirstOrDefault(import => import.Id == shown.Id) is { } newer)
            _import = newer;
        else if (!shown.HasEnded && _missing.AreToBeRead(snapshot))
            await LoadAsync();
        _emptyFor = snapshot.IsQueueEmpty && _import is { LacksRows: true } ? _emptyFor + 1 : 0;
    }

    private IEnumerable<string> Facts(PortalImport import)
    {
        if (ImportProgress.Expected(import) is { } expected)
            yield return $"{Format.Number(import.Counts.Total)} of {(import.Records is null ? "about " : "")}{Format.Count(expected, "row")}";
        if (import.Ended is { } ended)
            yield return $"took {Format.Duration(ended - import.Began)}";
        if (_rates.RateOf(import.Id) is { } rate and > 0)
            yield return $"{Format.Rate(rate)} rows/s";
        if (_rates.RemainingOf(import) is { } remaining)
            yield return $"{Format.Duration(remaining)} left";
    }

    private string Tab(string? part) => Navigation.GetUriWithQueryParameters($"imports/{Id}", new Dictionary<string, object?> { ["part"] = part });

    private string? Current(string part) => part == (Part ?? "about") ? "page" : null;

    private Task PauseAsync() => ChangeAsync(Imports.PauseAsync, "Paused. Rows that are in the queue are still applied.", "It could not be paused any more.");

    private Task ResumeAsync() => ChangeAsync(Imports.ResumeAsync, "Goes on.", "It is not paused any more.");

    private async Task CancelAsync()
    {
        var wanted = await ConfirmDialog.AskAsync(
            Dialogs, "Cancel this import?", "Rows that were sent so far are kept and accounted for. The rest of the file is not imported. This can't be taken back.", "Cancel the import");
        if (wanted)
            await ChangeAsync(Imports.CancelAsync, "Cancelled. Rows that were sent are still applied.", "It could not be cancelled any more.");
    }

    private async Task PublishAgainAsync()
    {
        var wanted = await ConfirmDialog.AskAsync(
            Dialogs, "Import the file again?", "The same file becomes a new import with the same settings. Contacts it already made count as duplicates.", "Import again", destructive: false);
        if (wanted)
            await ActAsync(PortalPolicies.Operate, PublishAgainAsync);
    }

    private async Task PublishAgainAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (await Imports.PublishAgainAsync(_import!.Id, actor, cancellationToken) is { } again)
            Navigation.NavigateTo($"imports/{again}");
        else
            Say("The file is not kept any more. Upload it again.", Severity.Warning);
    }

    private async Task SendAgainAsync()
    {
        var wanted = await ConfirmDialog.AskAsync(
            Dialogs, "Send the file again?",
            "The whole file is sent once more as this import. Rows that are accounted for change nothing and are not counted again; rows that were lost are applied. Cancelling it ends it only once all that was sent before is sent again.",
            "Send again", destructive: false);
        if (wanted)
            await ActAsync(PortalPolicies.Operate, SendAgainAsync);
    }

    private async Task SendAgainAsync(Actor actor, CancellationToken cancellationToken)
    {
        var refusal = await Imports.SendAgainAsync(_import!.Id, actor, cancellationToken);
        Say(refusal ?? "Sent again. Rows that were lost are applied now.", refusal is null ? Severity.Success : Severity.Warning);
        _emptyFor = 0;
        await LoadAsync();
    }

    private Task ChangeAsync(Func<ImportId, Actor, CancellationToken, Task<bool>> change, string done, string tooLate) =>
        ActAsync(PortalPolicies.Operate, async (actor, cancellationToken) =>
        {
            var changed = await change(_import!.Id, actor, cancellationToken);
            Say(changed ? done : tooLate, changed ? Severity.Success : Severity.Warning);
            await LoadAsync();
        });
}
