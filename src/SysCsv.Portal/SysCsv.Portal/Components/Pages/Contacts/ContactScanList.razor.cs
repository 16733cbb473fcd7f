using Microsoft.AspNetCore.Components;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Pages.Contacts;

/// <summary>The contacts that hold a text anywhere, looked for step by step.</summary>
public partial class ContactScanList
{
    private readonly StepwiseList<Contact> _list = new();

    [Inject]
    private IContacts Contacts { get; set; } = null!;

    [Inject]
    private IPortalFeed Feed { get; set; } = null!;

    /// <summary>What to look for.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The only column to look into; null for all.</summary>
    [Parameter]
    public string? Column { get; set; }

    /// <summary>Where the part begins; null for the first.</summary>
    [Parameter]
    public string? After { get; set; }

    /// <summary>Changes with every search, also for the same text: it begins again.</summary>
    [Parameter]
    public int Run { get; set; }

    /// <summary>Another part is wanted, by its cursor.</summary>
    [Parameter]
    public EventCallback<string?> OnTurn { get; set; }

    /// <summary>The cursor leads nowhere.</summary>
    [Parameter]
    public EventCallback OnLost { get; set; }

    // What the feed counted a while ago may be fewer than there are by now.
    private long? Total => Feed.Current?.Contacts is { } counted ? Math.Max(counted, _list.Examined ?? 0) : null;

    private string Progress => _list.Describe("Looking through all contacts", "Looked through", "contact", Total);

    protected override Task OnParametersSetAsync()
    {
        if (!IsNew(Text, Column, After, Run))
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

    private protected override Task BeginAgainAsync() => OnLost.InvokeAsync();

    private Task GoOnAsync()
    {
        ForgetError();
        return LoadAsync(gone => _list.FillAsync(StepAsync, StateHasChanged, gone));
    }

    private async Task<ScanStep<Contact>?> StepAsync(string? after, int size, CancellationToken cancellationToken) =>
        await Contacts.ScanAsync(new() { Text = Text, Column = Column, After = after, Size = size }, steps: 1, cancellationToken);

    private string Address(string? after) =>
        ContactAddress.Write(new(new() { Search = Text, After = after }, ContactMatch.Anywhere, Column));
}
