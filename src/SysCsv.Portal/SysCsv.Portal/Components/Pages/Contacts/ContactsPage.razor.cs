using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Contacts;

/// <summary>All contacts, to be searched, sorted and exported.</summary>
public partial class ContactsPage
{
    private static readonly (string Key, string Words)[] Orders =
    [
        ("Email", "E-mail, A to Z"), ("Email-", "E-mail, Z to A"), ("Name", "Name, A to Z"), ("Name-", "Name, Z to A"),
        ("Created-", "Newest first"), ("Created", "Oldest first"),
    ];

    private ContactListing _listing = new(new());
    private Page<Contact>? _page;
    private string? _search;
    private string? _column;
    private ContactMatch _match;
    private int _searches;

    [Inject]
    private IContacts Contacts { get; set; } = null!;

    [Inject]
    private PortalScript Script { get; set; } = null!;

    private bool IsScan => _listing.IsScan;

    private ContactListing Anywhere => new(new() { Search = _listing.Query.Search }, ContactMatch.Anywhere);

    private string AnywhereAddress => ContactAddress.Write(Anywhere);

    private string Chosen => _listing.Query.Order + (_listing.Query.Descending ? "-" : "");

    private string ExportAddress =>
        $"api/v1/contacts/export.csv?order={_listing.Query.Order.ToString().ToLowerInvariant()}&descending={(_listing.Query.Descending ? "true" : "false")}";

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        await ShowAsync(ContactAddress.Read(Navigation.Uri));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Navigation.LocationChanged -= OnLocationChanged;
        base.Dispose(disposing);
    }

    // The browser's back and forward.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs changed) => _ = InvokeAsync(async () =>
    {
        await ShowAsync(ContactAddress.Read(changed.Location));
        StateHasChanged();
    });

    // The browser tells nobody of a change behind the #: the address is set, and the list read besides.
    private Task GoAsync(ContactListing listing, bool replace = false)
    {
        Navigation.NavigateTo(ContactAddress.Write(listing), replace: replace);
        return ShowAsync(listing);
    }

    private Task ShowAsync(ContactListing listing)
    {
        _listing = listing;
        (_search, _match, _column) = (listing.Query.Search, listing.Match, listing.Column);
        return LoadAsync();
    }

    // What stands anywhere is looked for by a part of the page, step by step.
    private Task LoadAsync() => LoadAsync(async cancellationToken =>
        _page = IsScan ? null : await Contacts.SearchAsync(_listing.Query, cancellationToken));

    private string Address(string? after) => ContactAddress.Write(_listing with { Query = _listing.Query with { After = after } });

    private Task Search()
    {
        _searches++;
        var query = _listing.Query with { Search = Blank(_search), After = null };
        return GoAsync(_match == ContactMatch.Anywhere
            ? new(new() { Search = query.Search }, _match, Blank(_column))
            : new(query));
    }

    private Task SearchAnywhere() => GoAsync(Anywhere);

    private Task Sort(ChangeEventArgs chosen)
    {
        var key = chosen.Value as string ?? "";
        return GoAsync(_listing with { Query = _listing.Query with { Order = Enum.Parse<ContactOrder>(key.TrimEnd('-')), Descending = key.EndsWith('-'), After = null } });
    }

    private Task TurnTo(string? after) => GoAsync(_listing with { Query = _listing.Query with { After = after } });

    private protected override Task BeginAgainAsync() => GoAsync(_listing with { Query = _listing.Query with { After = null } }, replace: true);

    // What is searched for goes in the body of the request, not in its address.
    private Task ExportAsync() => ActAsync(PortalPolicies.View, async (_, cancellationToken) =>
    {
        if (!await Script.CallAsync<bool>("download", cancellationToken, "api/v1/contacts/export", Body(_listing), Antiforgery, "contacts.csv"))
            Say("The export did not succeed. Try again.", MudBlazor.Severity.Error);
    });

    private static object Body(ContactListing listing) => listing.IsScan
        ? new { listing.Query.Search, Match = listing.Match.ToString().ToLowerInvariant(), listing.Column }
        : new { listing.Query.Search, Order = listing.Query.Order.ToString().ToLowerInvariant(), listing.Query.Descending };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
