using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>The management API of RabbitMQ. Queues are declared beforehand, so it only looks.</summary>
internal sealed class RabbitMqAdministration : IQueueAdministration
{
    private readonly HttpClient _client;
    private readonly string _queue;

    public RabbitMqAdministration(Endpoint endpoint, AzureServiceBusOptions options)
    {
        _queue = options.Queue;
        var address = endpoint.Management;
        var user = Uri.UnescapeDataString(address.UserInfo.Length > 0 ? address.UserInfo : endpoint.Address.UserInfo);
        _client = new HttpClient { BaseAddress = new UriBuilder(address) { UserName = "", Password = "", Path = "/" }.Uri, Timeout = options.Timeout };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
    }

    public async Task EnsureAsync(CancellationToken cancellationToken) => await CountAsync(cancellationToken);

    public async Task<QueueDepth> CountAsync(CancellationToken cancellationToken)
    {
        var queue = await GetAsync(_queue, cancellationToken);
        var dead = await GetAsync(_queue + ".dead", cancellationToken);
        return new(Number(queue, "messages_ready"), Number(queue, "messages_unacknowledged"), Number(dead, "messages"), (int)Number(queue, "consumers"));
    }

    public void Dispose() => _client.Dispose();

    private static long Number(JsonElement queue, string name) => queue.TryGetProperty(name, out var number) ? number.GetInt64() : 0;

    private async Task<JsonElement> GetAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri($"api/queues/%2F/{Uri.EscapeDataString(queue)}", UriKind.Relative), cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken),
                HttpStatusCode.NotFound => throw ServiceBusErrors.QueueMissing(queue),
                HttpStatusCode.Unauthorized => throw ServiceBusErrors.AccessDenied(),
                _ => throw new TransportException(TransportFailure.Timeout, $"The management API answered {(int)response.StatusCode}."),
            };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.From(e, queue);
        }
    }
}
