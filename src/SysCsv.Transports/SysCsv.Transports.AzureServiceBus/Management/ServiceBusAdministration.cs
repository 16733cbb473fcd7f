using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SysCsv.Transports.AzureServiceBus.Authorization;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>The management API of Service Bus.</summary>
internal sealed class ServiceBusAdministration : IQueueAdministration
{
    private const string Version = "api-version=2021-05";

    private readonly HttpClient _client;
    private readonly Endpoint _endpoint;
    private readonly AzureServiceBusOptions _options;
    private readonly Uri _audience;
    private readonly Uri _path;

    public ServiceBusAdministration(Endpoint endpoint, AzureServiceBusOptions options)
    {
        _endpoint = endpoint;
        _options = options;
        _audience = new(endpoint.Management, options.Queue);
        _path = new($"{_audience}?{Version}");
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (options.CertificateValidation is { } validation)
            handler.SslOptions.RemoteCertificateValidationCallback = validation;
        _client = new HttpClient(handler) { Timeout = options.Timeout };
    }

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var queue = await FindAsync(cancellationToken) ?? await CreateAsync(cancellationToken);
        if (queue.RequiresSession)
            throw Mismatch("it requires sessions");
        if (_options.DuplicateDetection is not null && !queue.DetectsDuplicates)
            throw Mismatch("it does not detect duplicates");
    }

    public async Task<QueueDepth> CountAsync(CancellationToken cancellationToken)
    {
        var queue = await FindAsync(cancellationToken) ?? throw ServiceBusErrors.QueueMissing(_options.Queue);
        return new(queue.ActiveCount, null, queue.DeadLetterCount, null);
    }

    // Service Bus refuses a link to a queue that is not there, and ends the links of one that goes.
    public Task CheckAsync(string queue, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _client.Dispose();

    private async Task<QueueDescription?> FindAsync(CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Get, null, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, cancellationToken);
    }

    private async Task<QueueDescription> CreateAsync(CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Put, QueueDescription.Create(_options), cancellationToken);

        // A conflict means that another process was quicker, or that the service is still about it.
        var created = response.StatusCode == HttpStatusCode.Conflict
            ? await FindAsync(cancellationToken)
            : await ReadAsync(response, cancellationToken);
        return created ?? throw new TransportException(TransportFailure.Timeout, $"Queue '{_options.Queue}' (SysCsv:AzureServiceBus:Queue) is being created or deleted by somebody else.");
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, XDocument? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, _path);
            var token = await _endpoint.Tokens!.GetAsync(_audience, cancellationToken);
            request.Headers.TryAddWithoutValidation("Authorization", token.Type == EntraTokens.TokenType ? "Bearer " + token.Text : token.Text);
            if (body is not null)
            {
                request.Content = new StringContent(body.ToString(), Encoding.UTF8);
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/atom+xml;type=entry;charset=utf-8");
            }

            return await _client.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.From(e, _options.Queue);
        }
    }

    private async Task<QueueDescription?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (FaultOf(response.StatusCode) is { } fault)
            throw fault;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return QueueDescription.Find(await XDocument.LoadAsync(stream, LoadOptions.None, cancellationToken));
        }
        catch (XmlException e)
        {
            throw new TransportException(TransportFailure.Misconfigured, "What answers at SysCsv:AzureServiceBus:ManagementUri is not the management API of Service Bus.", e);
        }
        catch (IOException e)
        {
            throw ServiceBusErrors.Lost(e);
        }
    }

    private TransportException? FaultOf(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => null,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ServiceBusErrors.AccessDenied(),
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(TransportFailure.Throttled, "The management API of Service Bus asks to slow down."),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(TransportFailure.Timeout, $"The management API of Service Bus answered {(int)status}."),
        _ => new(TransportFailure.Misconfigured, $"The management API of Service Bus refused queue '{_options.Queue}' (SysCsv:AzureServiceBus:Queue) with {(int)status}: a property is not allowed in this tier, or a name is wrong."),
    };

    private TransportException Mismatch(string what) => new(
        TransportFailure.QueueMismatch,
        $"Queue '{_options.Queue}' exists in Service Bus and is not the queue that is wanted: {what}. Let it run empty and delete it, or choose another name in SysCsv:AzureServiceBus:Queue.");
}
