using Microsoft.AspNetCore.WebUtilities;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;

namespace SysCsv.Portal.Components.Pages.Contacts;

/// <summary>
/// The state of the list of contacts in its address. All of it stands behind the #, which a browser sends to nobody:
/// what is searched for is an e-mail or a name, and gets into no log, of ours or of a proxy.
/// </summary>
internal static class ContactAddress
{
    private const string Anywhere = "anywhere";

    public static ContactListing Read(string address)
    {
        var fragment = new Uri(address).Fragment;
        var state = QueryHelpers.ParseQuery(fragment.Length > 0 ? fragment[1..] : "");
        return new(
            new()
            {
                Search = Text("q"),
                Order = Enum.TryParse<ContactOrder>(Text("by"), ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : ContactOrder.Email,
                Descending = Text("down") is not null,
                After = Text("after"),
            },
            Text("match") == Anywhere ? ContactMatch.Anywhere : ContactMatch.Beginning,
            Text("column"));

        string? Text(string name) => state.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;
    }

    public static string Write(ContactListing listing)
    {
        var query = listing.Query;
        var state = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = query.Search,
            ["match"] = listing.Match == ContactMatch.Anywhere ? Anywhere : null,
            ["column"] = listing.Column,
            ["by"] = query.Order == ContactOrder.Email ? null : query.Order.ToString().ToLowerInvariant(),
            ["down"] = query.Descending ? "1" : null,
            ["after"] = query.After,
        };
        return "contacts#" + QueryHelpers.AddQueryString("", state.Where(part => part.Value is not null)!).TrimStart('?');
    }
}

/// <summary>What the list of contacts shows.</summary>
/// <param name="Query">The text, the order, and where the part begins.</param>
/// <param name="Match">Where the text stands.</param>
/// <param name="Column">Where it stands anywhere: the only column to look into; null for all.</param>
internal sealed record ContactListing(ContactQuery Query, ContactMatch Match = ContactMatch.Beginning, string? Column = null)
{
    /// <summary>Without a text there is nothing to look for: all are listed.</summary>
    public bool IsScan => Match == ContactMatch.Anywhere && Query.Search is not null;
}
