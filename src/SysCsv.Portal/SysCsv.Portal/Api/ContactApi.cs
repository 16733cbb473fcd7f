using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Contacts;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>Contacts. Whatever searches for text comes in two forms: in the address, to be shared, and in a body, to stay out of logs.</summary>
internal static class ContactApi
{
    // 100,000 contacts at most: about a second, and a hundred requests for ten millions.
    private const int StepsPerRequest = 10;

    public static void Map(IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("", ([AsParameters] Query query, [FromServices] IContacts service, CancellationToken cancellationToken) => SearchAsync(query.ToSearch(), service, cancellationToken))
            .Needs(PortalRight.View).WithSummary("Lists contacts; match=anywhere looks through all of them, at most 100,000 in a request").Produces<ContactPageModel>();
        contacts.MapPost("/search", (ContactSearch search, [FromServices] IContacts service, CancellationToken cancellationToken) => SearchAsync(search, service, cancellationToken))
            .Needs(PortalRight.View).WithSummary("Lists contacts; what is searched for stays out of the address").Produces<ContactPageModel>();
        contacts.MapGet("/export.csv", ([AsParameters] Query query, [FromServices] IContacts service) => Export(query.ToSearch(), service))
            .Needs(PortalRight.View).WithSummary("Downloads contacts as CSV").Produces(200, contentType: "text/csv");
        contacts.MapPost("/export", (ContactSearch search, [FromServices] IContacts service) => Export(search, service))
            .Needs(PortalRight.View).WithSummary("Downloads contacts as CSV; what is searched for stays out of the address").Produces(200, contentType: "text/csv");
        contacts.MapGet("/{id:long}", FindAsync).Needs(PortalRight.View).WithSummary("Shows a contact").Produces<ContactModel>().ProducesProblem(404);
        contacts.MapPut("/{id:long}", EditAsync).Needs(PortalRight.Operate).WithSummary("Replaces the data of a contact that still is as its ETag says (If-Match)")
            .Produces<ContactModel>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        contacts.MapDelete("/{id:long}", EraseAsync).Needs(PortalRight.Administer).WithSummary("Erases a person: the contact, and its e-mail wherever it is kept")
            .Produces<ErasureModel>().ProducesProblem(404).Produces<ErasureModel>(409);
    }

    private static async Task<IResult> SearchAsync(ContactSearch search, IContacts contacts, CancellationToken cancellationToken) =>
        Results.Ok(search.IsAnywhere()
            ? ContactPageModel.Of(await contacts.ScanAsync(search.ToScan(), StepsPerRequest, cancellationToken))
            : ContactPageModel.Of(await contacts.SearchAsync(search.ToQuery(), cancellationToken)));

    private static CsvDownload Export(ContactSearch search, IContacts contacts)
    {
        if (search.IsAnywhere())
        {
            var scan = search.ToScan();
            return new("contacts.csv", (output, cancellationToken) => contacts.ExportScanAsync(scan, output, cancellationToken));
        }

        var query = search.ToQuery();
        return new("contacts.csv", (output, cancellationToken) => contacts.ExportAsync(query, output, cancellationToken));
    }

    private static async Task<IResult> FindAsync(long id, HttpContext http, [FromServices] IContacts contacts, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id, cancellationToken) is not { } found)
            return Problems.NotFound("contact");
        http.Response.Headers.ETag = TagOf(found.Contact.Data);
        return Results.Ok(ContactModel.Of(found));
    }

    private static async Task<IResult> EditAsync(
        long id, ContactRequest request, HttpContext http, [FromServices] IContacts contacts, CancellationToken cancellationToken)
    {
        if (http.Request.Headers.IfMatch is not [{ Length: > 0 } tag])
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "Send the ETag of the contact that you saw in the header If-Match.");
        if (await contacts.FindAsync(id, cancellationToken) is not { } found)
            return Problems.NotFound("contact");

        var seen = found.Contact.Data;
        if (tag != TagOf(seen) || !await contacts.EditAsync(id, seen, request.ToData(), http.Actor(), cancellationToken))
            return Problems.Of(StatusCodes.Status412PreconditionFailed, "The contact was changed meanwhile. Get it again.");
        return await FindAsync(id, http, contacts, cancellationToken);
    }

    private static async Task<IResult> EraseAsync(long id, HttpContext http, [FromServices] IContacts contacts, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id, cancellationToken) is null)
            return Problems.NotFound("contact");
        var result = ErasureModel.Of(await contacts.EraseAsync(id, http.Actor(), cancellationToken));
        return result.Erased ? Results.Ok(result) : Results.Json(result, statusCode: StatusCodes.Status409Conflict);
    }

    private static string TagOf(ContactData data)
    {
        var text = $"{data.Email}\n{data.Name}\n{data.Attributes.ToJson()}";
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}\"";
    }

    internal sealed record Query(string? Search, string? Order, bool? Descending, string? After, int? Size, string? Match, string? Column)
    {
        public ContactSearch ToSearch() => new(Search, Order, Descending ?? false, After, Paging.Check(Size), Match, Column);
    }
}
