using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.DeadLetters;

namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>The management API of RabbitMQ: the queue and its dead letters beside it, as SysCsv.Transports.RabbitMq declares them.</summary>
internal sealed class RabbitMqAdministration : IQueueAdministration
{
    private readonly HttpClient _client;
    private readonly AzureServiceBusOptions _options;
    private readonly string _virtualHost;

    public RabbitMqAdministration(Endpoint endpoint, AzureServiceBusOptions options)
    {
        _options = options;
        _virtualHost = endpoint.VirtualHost!;
        var address = endpoint.Management;
        var user = address.UserInfo.Length > 0 ? Uri.UnescapeDataString(address.UserInfo) : $"{endpoint.User}:{endpoint.Password}";
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (options.CertificateValidation is { } validation)
            handler.SslOptions.RemoteCertificateValidationCallback = validation;
        var path = address.AbsolutePath.EndsWith('/') ? address.AbsolutePath : address.AbsolutePath + "/";
        _client = new HttpClient(handler) { BaseAddress = new UriBuilder(address) { UserName = "", Password = "", Path = path }.Uri, Timeout = options.Timeout };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
    }

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        // First the dead letters, so that there is no moment in which a message could be dead-lettered to nowhere.
        await DeclareAsync(RabbitMqDeadLetters.QueueOf(_options.Queue), DeadLetterArguments(), cancellationToken);
        await DeclareAsync(_options.Queue, Arguments(), cancellationToken);
    }

    public async Task<QueueDepth> CountAsync(CancellationToken cancellationToken)
    {
        var queue = await ReadAsync(_options.Queue, cancellationToken);
        var dead = await ReadAsync(RabbitMqDeadLetters.QueueOf(_options.Queue), cancellationToken);
        return new(Number(queue, "messages_ready"), Number(queue, "messages_unacknowledged"), Number(dead, "messages"), (int)Number(queue, "consumers"));
    }

    public async Task CheckAsync(string queue, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Get, queue, "?columns=name", null, cancellationToken);
        ThrowIfRefused(response.StatusCode, queue);
    }

    public void Dispose() => _client.Dispose();

    private Dictionary<string, object> Arguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = _options.DeliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = RabbitMqDeadLetters.QueueOf(_options.Queue),

        // The default may lose a message on its way to the dead letters. At-least-once needs reject-publish.
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    // Listing dead letters takes and returns them.
    private static Dictionary<string, object> DeadLetterArguments() => new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = int.MaxValue };

    private async Task DeclareAsync(string queue, Dictionary<string, object> arguments, CancellationToken cancellationToken)
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
            var path = $"api/queues/{Uri.EscapeDataString(_virtualHost)}/{Uri.EscapeDataString(queue)}{query}";
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
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
