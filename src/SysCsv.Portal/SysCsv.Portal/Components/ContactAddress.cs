using Microsoft.AspNetCore.WebUtilities;
using SysCsv.Persistence;

namespace SysCsv.Portal.Components;

/// <summary>
/// The state of the list of contacts in its address. All of it stands behind the #, which a browser sends to nobody:
/// what is searched for is an e-mail or a name, and gets into no log, of ours or of a proxy.
/// </summary>
internal static class ContactAddress
{
    public static ContactQuery Read(string address)
    {
        var fragment = new Uri(address).Fragment;
        var state = QueryHelpers.ParseQuery(fragment.Length > 0 ? fragment[1..] : "");
        return new()
        {
            Search = Text("q"),
            Order = Enum.TryParse<ContactOrder>(Text("by"), ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : ContactOrder.Email,
            Descending = Text("down") is not null,
            After = Text("after"),
        };

        string? Text(string name) => state.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;
    }

    public static string Write(ContactQuery query)
    {
        var state = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = query.Search,
            ["by"] = query.Order == ContactOrder.Email ? null : query.Order.ToString().ToLowerInvariant(),
            ["down"] = query.Descending ? "1" : null,
            ["after"] = query.After,
        };
        return "contacts#" + QueryHelpers.AddQueryString("", state.Where(part => part.Value is not null)!).TrimStart('?');
    }
}
