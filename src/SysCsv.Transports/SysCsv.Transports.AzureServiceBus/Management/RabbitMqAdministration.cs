using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.Shared;

namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>The management API of RabbitMQ: the queue and its dead letters beside it.</summary>
internal sealed class RabbitMqAdministration : IQueueAdministration
{
    private readonly HttpClient _client;
    private readonly AzureServiceBusOptions _options;
    private readonly string _virtualHost;

    public RabbitMqAdministration(Endpoint endpoint, AzureServiceBusOptions options)
    {
        _options = options;
        _virtualHost = endpoint.VirtualHost!;
        _client = ManagementClient.Create(endpoint.Management, $"{endpoint.User}:{endpoint.Password}", options.Timeout, options.CertificateValidation);
    }

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        // First the dead letters, so that there is no moment in which a message could be dead-lettered to nowhere.
        await DeclareAsync(QuorumQueue.DeadLettersOf(_options.Queue), QuorumQueue.DeadLetterArguments(), cancellationToken);
        await DeclareAsync(_options.Queue, QuorumQueue.Arguments(_options.Queue, _options.DeliveryLimit), cancellationToken);
    }

    public async Task<QueueDepth> CountAsync(CancellationToken cancellationToken)
    {
        var queue = await ReadAsync(_options.Queue, cancellationToken);
        var dead = await ReadAsync(QuorumQueue.DeadLettersOf(_options.Queue), cancellationToken);
        return new(Number(queue, "messages_ready"), Number(queue, "messages_unacknowledged"), Number(dead, "messages"), (int)Number(queue, "consumers"));
    }

    public async Task CheckAsync(string queue, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Get, queue, "?columns=name", null, cancellationToken);
        ThrowIfRefused(response.StatusCode, queue);
    }

    public void Dispose() => _client.Dispose();

    private async Task DeclareAsync(string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<string, object> { ["durable"] = true, ["auto_delete"] = false, ["arguments"] = arguments };
        using var response = await AskAsync(HttpMethod.Put, queue, "", wanted, cancellationToken);
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            throw new TransportException(
                TransportFailure.QueueMismatch,
                $"Queue '{queue}' exists in RabbitMQ with other arguments, such as another delivery limit or type. Let it run empty and delete it, or choose another name in {AzureServiceBusOptions.Section}:Queue.");
        }

        ThrowIfRefused(response.StatusCode, queue);
    }

    private async Task<JsonElement> ReadAsync(string queue, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Get, queue, "?columns=messages,messages_ready,messages_unacknowledged,consumers", null, cancellationToken);
        ThrowIfRefused(response.StatusCode, queue);
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
        catch (JsonException e)
        {
            throw NotManagement(e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw ServiceBusErrors.Lost(e);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string queue, string query, object? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(ManagementClient.PathOf(_virtualHost, queue) + query, UriKind.Relative));
            if (body is not null)
                request.Content = JsonContent.Create(body);
            return await _client.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not ObjectDisposedException)
        {
            throw ServiceBusErrors.From(e, queue);
        }
    }

    private static void ThrowIfRefused(HttpStatusCode status, string queue)
    {
        if (status is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous)
            return;
        throw status switch
        {
            HttpStatusCode.NotFound => ServiceBusErrors.QueueMissing(queue),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new TransportException(
                TransportFailure.AccessDenied,
                $"The management API of RabbitMQ refuses the user and password of {AzureServiceBusOptions.Section}:ConnectionString (or ManagementUri), or the user lacks the tag 'management'."),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                new TransportException(TransportFailure.Timeout, $"The management API of RabbitMQ answered {(int)status}."),
            _ => NotManagement(null),
        };
    }

    private static TransportException NotManagement(Exception? inner) => new(
        TransportFailure.Misconfigured, $"What answers at {AzureServiceBusOptions.Section}:ManagementUri is not the management API of RabbitMQ.", inner);

    // A queue that is new has no statistics yet.
    private static long Number(JsonElement queue, string name) =>
        queue.ValueKind == JsonValueKind.Object && queue.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt64() : 0;
}
