using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages;

/// <summary>All contacts, to be searched, sorted and exported.</summary>
public partial class ContactsPage
{
    private static readonly (string Key, string Words)[] Orders =
    [
        ("Email", "E-mail, A to Z"), ("Email-", "E-mail, Z to A"), ("Name", "Name, A to Z"), ("Name-", "Name, Z to A"),
        ("Created-", "Newest first"), ("Created", "Oldest first"),
    ];

    private ContactQuery _query = new();
    private Page<Contact>? _page;
    private string? _search;

    [Inject]
    private IContacts Contacts { get; set; } = null!;

    [Inject]
    private PortalScript Script { get; set; } = null!;

    private string Chosen => _query.Order + (_query.Descending ? "-" : "");

    private string ExportAddress =>
        $"api/v1/contacts/export.csv?order={_query.Order.ToString().ToLowerInvariant()}&descending={(_query.Descending ? "true" : "false")}";

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
    private Task GoAsync(ContactQuery query)
    {
        Navigation.NavigateTo(ContactAddress.Write(query));
        return ShowAsync(query);
    }

    private Task ShowAsync(ContactQuery query)
    {
        _query = query;
        _search = query.Search;
        return LoadAsync();
    }

    private Task LoadAsync() => LoadAsync(async cancellationToken => _page = await Contacts.SearchAsync(_query, cancellationToken));

    private string Address(string? after) => ContactAddress.Write(_query with { After = after });

    private Task Search() => GoAsync(_query with { Search = string.IsNullOrWhiteSpace(_search) ? null : _search.Trim(), After = null });

    private Task Sort(ChangeEventArgs chosen)
    {
        var key = chosen.Value as string ?? "";
        return GoAsync(_query with { Order = Enum.Parse<ContactOrder>(key.TrimEnd('-')), Descending = key.EndsWith('-'), After = null });
    }

    private Task TurnTo(string? after) => GoAsync(_query with { After = after });

    // What is searched for goes in the body of the request, not in its address.
    private Task ExportAsync() => ActAsync(PortalPolicies.View, async (_, cancellationToken) =>
    {
        var search = new { _query.Search, Order = _query.Order.ToString().ToLowerInvariant(), _query.Descending };
        if (!await Script.CallAsync<bool>("download", cancellationToken, "api/v1/contacts/export", search, Antiforgery, "contacts.csv"))
            Say("The export did not succeed. Try again.", MudBlazor.Severity.Error);
    });
}
