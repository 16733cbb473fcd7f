using System.Net;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>The management API of the double: queues are looked at, created and deleted.</summary>
internal sealed class AdministrationServer : IAsyncDisposable
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace ServiceBus = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    private static readonly XNamespace Counts = "http://schemas.microsoft.com/netservices/2011/06/servicebus";

    // The order in which the service reads them; others are passed over.
    private static readonly string[] Order =
    [
        "LockDuration", "MaxSizeInMegabytes", "RequiresDuplicateDetection", "RequiresSession", "DefaultMessageTimeToLive",
        "DeadLetteringOnMessageExpiration", "DuplicateDetectionHistoryTimeWindow", "MaxDeliveryCount", "EnableBatchedOperations",
    ];

    private readonly ServiceBusDouble _owner;
    private readonly WebApplication _server;

    public AdministrationServer(ServiceBusDouble owner, int port)
    {
        _owner = owner;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            if (owner.Options.WithTls)
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(TestCertificate.Server));
        });
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Run(context => context.WebSockets.IsWebSocketRequest ? owner.WebSockets.ServeAsync(context) : AnswerAsync(context));
    }

    public Uri Address => new(_server.Urls.First(url => url.StartsWith("http://", StringComparison.Ordinal)));

    public Uri SecureAddress => new(_server.Urls.First(url => url.StartsWith("https://", StringComparison.Ordinal)));

    public Task StartAsync() => _server.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value!.Trim('/');
        var (status, body) = _owner.IsSigned(context.Request.Headers.Authorization.ToString(), name)
            ? await AnswerAsync(context.Request, name)
            : (StatusCodes.Status401Unauthorized, Fault(401, "The specified credentials are not accepted."));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/atom+xml;type=entry;charset=utf-8";
        if (body is not null)
            await context.Response.WriteAsync(body.ToString(SaveOptions.DisableFormatting));
    }

    private async Task<(int Status, XElement? Body)> AnswerAsync(HttpRequest request, string name) => request.Method switch
    {
        "GET" => (200, await _owner.AskAsync(() => _owner.Find(name) is { } queue ? Entry(name, queue) : Feed())),
        "PUT" => await CreateAsync(request, name),
        "DELETE" => (await _owner.AskAsync(() => _owner.Delete(name)) ? 200 : 404, null),
        _ => (405, null),
    };

    private async Task<(int Status, XElement? Body)> CreateAsync(HttpRequest request, string name)
    {
        var document = await XDocument.LoadAsync(request.Body, LoadOptions.None, CancellationToken.None);
        if (document.Descendants(ServiceBus + "QueueDescription").FirstOrDefault() is not { } wanted)
            return (400, Fault(400, "There is no QueueDescription."));
        var positions = wanted.Elements().Select(element => Array.IndexOf(Order, element.Name.LocalName)).Where(position => position >= 0).ToList();
        if (!positions.SequenceEqual(positions.Order()))
            return (400, Fault(400, "The elements are out of order."));

        var detects = wanted.Element(ServiceBus + "RequiresDuplicateDetection")?.Value == "true";
        var window = TimeOf(wanted, "DuplicateDetectionHistoryTimeWindow") ?? TimeSpan.FromMinutes(10);
        var created = await _owner.AskAsync(() => _owner.TryCreate(
            name, TimeOf(wanted, "LockDuration"), (int?)wanted.Element(ServiceBus + "MaxDeliveryCount"), detects ? window : null));
        return created
            ? (201, await _owner.AskAsync(() => Entry(name, _owner.Find(name)!)))
            : (409, Fault(409, "The entity exists."));
    }

    private static TimeSpan? TimeOf(XElement description, string name) =>
        description.Element(ServiceBus + name)?.Value is { } text ? XmlConvert.ToTimeSpan(text) : null;

    private static XElement Fault(int code, string detail) => new("Error", new XElement("Code", code), new XElement("Detail", detail));

    private static XElement Feed() => new(Atom + "feed", new XElement(Atom + "title", "Publicly Listed Services"));

    private static XElement Entry(string name, DoubleEntity queue) => new(
        Atom + "entry",
        new XElement(Atom + "id", $"https://localhost/{name}?api-version=2021-05"),
        new XElement(Atom + "title", new XAttribute("type", "text"), name),
        new XElement(Atom + "content", new XAttribute("type", "application/xml"), Describe(queue)));

    private static XElement Describe(DoubleEntity queue) => new(
        ServiceBus + "QueueDescription",
        new XElement(ServiceBus + "LockDuration", XmlConvert.ToString(queue.LockDuration)),
        new XElement(ServiceBus + "MaxSizeInMegabytes", 1024),
        new XElement(ServiceBus + "RequiresDuplicateDetection", queue.DuplicateWindow is not null),
        new XElement(ServiceBus + "RequiresSession", false),
        new XElement(ServiceBus + "DefaultMessageTimeToLive", "P10675199DT2H48M5.4775807S"),
        new XElement(ServiceBus + "DeadLetteringOnMessageExpiration", false),
        new XElement(ServiceBus + "DuplicateDetectionHistoryTimeWindow", XmlConvert.ToString(queue.DuplicateWindow ?? TimeSpan.FromMinutes(10))),
        new XElement(ServiceBus + "MaxDeliveryCount", queue.MaxDeliveryCount),
        new XElement(ServiceBus + "EnableBatchedOperations", true),
        new XElement(ServiceBus + "SizeInBytes", 0),
        new XElement(ServiceBus + "MessageCount", queue.ActiveCount + queue.DeadLetters!.ActiveCount),
        new XElement(ServiceBus + "IsAnonymousAccessible", false),
        new XElement(ServiceBus + "Status", "Active"),
        new XElement(ServiceBus + "CreatedAt", queue.CreatedAt),
        new XElement(ServiceBus + "UpdatedAt", queue.CreatedAt),
        new XElement(ServiceBus + "AccessedAt", queue.CreatedAt),
        new XElement(
            ServiceBus + "CountDetails",
            new XAttribute(XNamespace.Xmlns + "d2p1", Counts),
            new XElement(Counts + "ActiveMessageCount", queue.ActiveCount),
            new XElement(Counts + "DeadLetterMessageCount", queue.DeadLetters.ActiveCount),
            new XElement(Counts + "ScheduledMessageCount", 0),
            new XElement(Counts + "TransferMessageCount", 0),
            new XElement(Counts + "TransferDeadLetterMessageCount", 0)),
        new XElement(ServiceBus + "AutoDeleteOnIdle", "P10675199DT2H48M5.4775807S"),
        new XElement(ServiceBus + "EnablePartitioning", false),
        new XElement(ServiceBus + "EntityAvailabilityStatus", "Available"),
        new XElement(ServiceBus + "EnableExpress", false));
}
